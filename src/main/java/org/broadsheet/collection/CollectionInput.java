package org.broadsheet.collection;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.broadsheet.http.Slug;
import org.broadsheet.http.TextPattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A collection as an editor writes it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "A collection as an editor writes it.",
        requiredProperties = {"title"})
public record CollectionInput(
        @Pattern(regexp = TextPattern.SLUG, message = "accepts a slug such as two-words")
        @Size(max = Slug.MAX_LENGTH, message = "accepts at most {max} characters")
        @Schema(
                description =
                        "Names it in URLs; not in the form of an id (UUID). Made of the title where it is absent.",
                examples = "front-page")
        String slug,

        @NotBlank(message = "is needed")
        @Size(max = 120, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINE, message = "accepts one line of text")
        @Schema(examples = "Front page")
        String title,

        @Size(max = 1000, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINES, message = "accepts text without control characters")
        @Schema(description = "What it is for.")
        String description,

        @Min(value = 0, message = "accepts a whole number from 0 on")
        @Schema(
                description = "Where it stands among the others, which move along; the last place where it is absent.",
                examples = "0")
        Integer position,

        @Size(max = 500, message = "accepts at most {max}")
        @Schema(
                description =
                        "Stories by slug or id, each once, in the order in which readers see those that are live.")
        List<
                        @NotNull(message = "accepts text")
                        @Size(max = Slug.MAX_LENGTH, message = "accepts at most {max} characters") String>
                stories) {

    public CollectionInput {
        stories = Objects.requireNonNullElse(stories, List.of());
    }

    /** The same with other stories. */
    CollectionInput with(List<String> others) {
        return new CollectionInput(slug, title, description, position, others);
    }
}
