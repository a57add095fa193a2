package org.broadsheet.content.body;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Content that was removed from a body.
 *
 * @param pointer JSON Pointer of the member that had it
 * @param removed what was removed, shortened
 */
@Schema(
        name = "Warning",
        description = "Content that was removed or replaced.",
        requiredProperties = {"pointer", "detail", "removed"})
public record Warning(
        @Schema(description = "JSON Pointer of the member that had it.", examples = "/body/source")
        String pointer,

        @Schema(examples = "It could run in a reader's browser.")
        String detail,

        @Schema(description = "What was removed, shortened.", examples = "script")
        String removed) {

    /** Of the content of a player. */
    static final String FALLBACK = "It is only for browsers that cannot play what it is in.";

    private static final int MAX_LENGTH = 200;

    static Warning of(String detail, String removed) {
        return new Warning("/body/source", detail, shortened(removed));
    }

    private static String shortened(String text) {
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        boolean splits = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 2));
        return text.substring(0, splits ? MAX_LENGTH - 2 : MAX_LENGTH - 1) + "…";
    }

    Warning at(String other) {
        return new Warning(other, detail, removed);
    }
}
