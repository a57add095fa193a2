package org.broadsheet.content.body;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A body as its editor wrote it.
 *
 * @param source Markdown or HTML; null if the format is blocks
 * @param blocks null if the format is another; some generated clients send an empty list instead
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "A body as written by an editor.", requiredProperties = "format")
public record BodyInput(
        @NotNull(message = "is required") @Schema(description = "The format of the source.")
        Format format,

        @Size(max = 300_000, message = "accepts at most {max} characters")
        @Schema(
                description = "Markdown, in the dialect that the guide describes, or HTML, which is sanitised."
                        + " `story:<slug or id>` links to another story. Required with the formats `markdown` and"
                        + " `html`, and not accepted with `blocks`.",
                examples = "A first paragraph.\n\n## A heading\n\nA second one.")
        String source,

        @Size(max = 20_000, message = "accepts at most {max}")
        @Schema(
                description = "The body as blocks, as they are read. Of `html`, `spans` and `text`, one suffices; if"
                        + " several are present, they must be the same content. Required with the format `blocks`, and"
                        + " not accepted with the others.")
        List<Block> blocks) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public BodyInput {
        if (format != Format.blocks && blocks != null && blocks.isEmpty()) {
            blocks = null;
        }
    }

    /** The syntax of the source. */
    @Schema(name = "SourceFormat")
    public enum Format {
        markdown,
        html,
        blocks
    }

    public static BodyInput markdown(String source) {
        return new BodyInput(Format.markdown, source, null);
    }

    public static BodyInput html(String source) {
        return new BodyInput(Format.html, source, null);
    }

    public static BodyInput blocks(List<Block> blocks) {
        return new BodyInput(Format.blocks, null, blocks);
    }

    /** Parses a body that Broadsheet has stored as JSON. */
    public static BodyInput ofJson(String json) {
        try {
            return JSON.readValue(json, BodyInput.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored body is not valid JSON", e);
        }
    }

    /** Checks whether the editor has written anything. */
    public boolean hasContent() {
        return format == Format.blocks ? !blocks.isEmpty() : !source.isBlank();
    }

    /** Returns the JSON Pointer of the content, relative to the story. */
    String pointer() {
        return format == Format.blocks ? "/body/blocks" : "/body/source";
    }
}
