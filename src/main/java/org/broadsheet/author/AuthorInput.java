package org.broadsheet.author;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.broadsheet.http.Slug;
import org.broadsheet.http.TextPattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An author as an editor writes it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "An author as an editor writes it.",
        requiredProperties = {"name"})
public record AuthorInput(
        @Pattern(regexp = TextPattern.SLUG, message = "accepts a slug such as two-words")
        @Size(max = Slug.MAX_LENGTH, message = "accepts at most {max} characters")
        @Schema(
                description = "Names it in URLs; not in the form of an id (UUID). Made of the name where it is absent.",
                examples = "zoe-lindqvist")
        String slug,

        @NotBlank(message = "is needed")
        @Size(max = 120, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINE, message = "accepts one line of text")
        @Schema(examples = "Zoë Lindqvist")
        String name,

        @Size(max = 2000, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINES, message = "accepts text without control characters")
        @Schema(description = "A sentence or two about the author.")
        String bio) {}
