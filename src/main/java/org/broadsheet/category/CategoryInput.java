package org.broadsheet.category;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.broadsheet.http.Slug;
import org.broadsheet.http.TextPattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A category as an editor writes it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "A category as an editor writes it.",
        requiredProperties = {"name"})
public record CategoryInput(
        @Pattern(regexp = TextPattern.SLUG, message = "accepts a slug such as two-words")
        @Size(max = Slug.MAX_LENGTH, message = "accepts at most {max} characters")
        @Schema(
                description = "Names it in URLs; not in the form of an id (UUID). Made of the name where it is absent.",
                examples = "industry")
        String slug,

        @NotBlank(message = "is needed")
        @Size(max = 120, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINE, message = "accepts one line of text")
        @Schema(examples = "Industry")
        String name,

        @Size(max = 1000, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINES, message = "accepts text without control characters")
        @Schema(description = "What the section is about.")
        String description,

        @Min(value = 0, message = "accepts a whole number from 0 on")
        @Schema(
                description = "Where it stands among the others, which move along; the last place where it is absent.",
                examples = "0")
        Integer position) {}
