package org.broadsheet.content.collection;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.broadsheet.content.taxonomy.EntryInput;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.text.TextPattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A collection as an editor submits it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "A collection as written by an editor.",
        requiredProperties = {"title"})
public record CollectionInput(
        @Pattern(regexp = TextPattern.SLUG, message = "accepts a slug such as two-words")
        @Size(max = Slug.MAX_LENGTH, message = "accepts at most {max} characters")
        @Schema(
                description = "Identifies it in URLs. It cannot look like a UUID. Generated from the title if absent.",
                examples = "front-page")
        String slug,

        @NotBlank(message = "is required")
        @Size(max = 120, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINE, message = "accepts one line of text")
        @Schema(examples = "Front page")
        String title,

        @Size(max = 1000, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINES, message = "accepts text without control characters")
        @Schema(description = "Its purpose.")
        String description,

        @Min(value = 0, message = "accepts a whole number of 0 or more")
        @Schema(
                description = "Its position among the others, which are renumbered. The last position if absent.",
                examples = "0")
        Integer position,

        @Size(max = 500, message = "accepts at most {max}")
        @Schema(
                description = "Stories by slug or id, without duplicates, in the order of the list. Readers see the"
                        + " live ones.")
        List<
                        @NotNull(message = "accepts text")
                        @Size(max = Slug.MAX_LENGTH, message = "accepts at most {max} characters") String>
                stories)
        implements EntryInput {

    public CollectionInput {
        stories = Objects.requireNonNullElse(stories, List.of());
    }

    @Override
    public String name() {
        return title;
    }

    /** Returns the same collection with other stories. */
    CollectionInput with(List<String> others) {
        return new CollectionInput(slug, title, description, position, others);
    }
}
