package org.broadsheet.editorial.story;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The differences between two revisions.
 *
 * @param patch JSON Patch that turns one revision into the other
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6902">RFC 6902, JSON Patch</a>
 */
@Schema(
        description = "The difference between two revisions, as a JSON Patch (RFC 6902) from one to the other.",
        requiredProperties = {"from", "to", "patch"})
public record RevisionDiff(
        @Schema(minimum = "1", examples = "2") int from,
        @Schema(minimum = "1", examples = "3") int to,

        @Schema(type = SchemaType.ARRAY, implementation = Operation.class) @JsonRawValue
        String patch) {

    /** One operation of a JSON Patch; it only serves the contract, since the library writes the JSON. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "PatchOperation",
            description = "One operation of a JSON Patch.",
            requiredProperties = {"op", "path"})
    public record Operation(
            @Schema(enumeration = {"add", "remove", "replace", "move", "copy", "test"})
            String op,

            @Schema(description = "A JSON Pointer (RFC 6901).", examples = "/title")
            String path,

            @Schema(description = "A JSON Pointer. Only for `move` and `copy`.")
            String from,

            @Schema(description = "Any JSON. Only for `add` and `replace`.")
            Object value) {}
}
