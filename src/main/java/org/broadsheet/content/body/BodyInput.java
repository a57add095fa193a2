package org.broadsheet.content.body;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A body as its editor wrote it.
 *
 * @param source CommonMark with tables, strikethrough and autolinks, or HTML
 */
@Schema(
        description = "A body as written by an editor.",
        requiredProperties = {"format", "source"})
public record BodyInput(
        @NotNull(message = "is required") @Schema(description = "The format of the source.")
        Format format,

        @NotNull(message = "is required")
        @Size(max = 300_000, message = "accepts at most {max} characters")
        @Schema(
                description = "CommonMark with tables, strikethrough and autolinks, or HTML, which is sanitised."
                        + " `story:<slug or id>` links to another story.",
                examples = "A first paragraph.\n\n## A heading\n\nA second one.")
        String source) {

    /** The syntax of the source. */
    @Schema(name = "SourceFormat")
    public enum Format {
        markdown,
        html
    }

    public static BodyInput markdown(String source) {
        return new BodyInput(Format.markdown, source);
    }

    public static BodyInput html(String source) {
        return new BodyInput(Format.html, source);
    }
}
