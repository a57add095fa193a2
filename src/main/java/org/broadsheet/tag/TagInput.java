package org.broadsheet.tag;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.broadsheet.http.Slug;
import org.broadsheet.http.TextPattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A tag as an editor writes it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "A tag as an editor writes it.",
        requiredProperties = {"name"})
public record TagInput(
        @Pattern(regexp = TextPattern.SLUG, message = "accepts a slug such as two-words")
        @Size(max = Slug.MAX_LENGTH, message = "accepts at most {max} characters")
        @Schema(
                description = "Names it in URLs; not in the form of an id (UUID). Made of the name where it is absent.",
                examples = "memory")
        String slug,

        @NotBlank(message = "is needed")
        @Size(max = 120, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINE, message = "accepts one line of text")
        @Schema(
                description = "The name of no other tag, whatever its case and Unicode normal form.",
                examples = "Memory")
        String name) {}
