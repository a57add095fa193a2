package org.broadsheet.editorial.story;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.body.BodyInput;
import org.broadsheet.content.story.PlainFields;
import org.broadsheet.content.story.StoryContent;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.text.TextPattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A story as an editor submits it. It names category, authors, tags and pinned stories by slug or id. All members are
 * optional until the story is published.
 *
 * @param slug null to generate it from the title
 * @param plain unwrapped in JSON
 * @param tags by id, name or slug; a caller that may write the taxonomy creates missing tags
 * @param language a BCP 47 tag; null for the site's language
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "A story as written by an editor. All members are optional in a draft. Publishing"
                + " requires title, excerpt, category, at least one author, and a body.")
public record StoryInput(
        @Pattern(regexp = TextPattern.SLUG, message = "accepts a slug such as two-words")
        @Size(max = Slug.MAX_LENGTH, message = "accepts at most {max} characters")
        @Schema(
                description = "Identifies the story in URLs. It cannot look like a UUID. Generated from the title if"
                        + " absent. A new slug is effective when it is published; the former one then redirects to"
                        + " it.",
                examples = "what-a-token-costs")
        String slug,

        @Valid @JsonUnwrapped PlainFields plain,

        @Size(max = Slug.MAX_LENGTH, message = "accepts at most {max} characters")
        @Schema(description = "A category, by slug or id.", examples = "industry")
        String category,

        @Size(max = 50, message = "accepts at most {max}")
        @Schema(description = "Authors by slug or id, without duplicates, in byline order.")
        List<
                        @NotNull(message = "accepts text")
                        @Size(max = Slug.MAX_LENGTH, message = "accepts at most {max} characters") String>
                authors,

        @Size(max = 100, message = "accepts at most {max}")
        @Schema(
                description = "Tags by id, name or slug, without duplicates. A text that looks like a UUID is an id."
                        + " Any other text is looked up as a name, ignoring case and Unicode normal form, then as a"
                        + " slug. If neither exists, it creates a tag, which requires the scope `taxonomy:write`.")
        List<
                        @NotBlank(message = "accepts text that is not blank")
                        @Size(max = 120, message = "accepts at most {max} characters")
                        @Pattern(regexp = TextPattern.LINE, message = "accepts one line of text") String>
                tags,

        @Size(max = 35, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LANGUAGE, message = "accepts a language tag such as en or pt-BR")
        @Schema(description = "A language tag (BCP 47). The site's language if absent.", examples = "en")
        String language,

        @Valid BodyInput body,

        @Size(max = 20, message = "accepts at most {max}")
        @Schema(description = "Stories to show first among the related ones, by slug or id, without duplicates.")
        List<
                        @NotNull(message = "accepts text")
                        @Size(max = Slug.MAX_LENGTH, message = "accepts at most {max} characters") String>
                pinned) {

    public StoryInput {
        authors = Objects.requireNonNullElse(authors, List.of());
        tags = Objects.requireNonNullElse(tags, List.of());
        pinned = Objects.requireNonNullElse(pinned, List.of());
    }

    /** Creates the input that saves a revision's content again, with the current names of the entries. */
    static StoryInput from(StoryContent content, Function<TaxonomyKind, List<String>> names, List<String> pinned) {
        return new StoryInput(
                content.slug(),
                content.plain(),
                names.apply(TaxonomyKind.CATEGORY).stream().findFirst().orElse(null),
                names.apply(TaxonomyKind.AUTHOR),
                names.apply(TaxonomyKind.TAG),
                content.language(),
                content.body(),
                pinned);
    }

    /** Returns the names of the entries of a kind; at most one of a category. */
    List<String> names(TaxonomyKind kind) {
        return switch (kind) {
            case CATEGORY -> category == null ? List.of() : List.of(category);
            case AUTHOR -> authors;
            case TAG -> tags;
            case COLLECTION -> List.of();
        };
    }

    /** Returns the same input with another slug; null to generate it from the title. */
    StoryInput withSlug(String other) {
        return new StoryInput(other, plain, category, authors, tags, language, body, pinned);
    }

    /** Returns the same input with other pinned stories. */
    public StoryInput withPinned(List<String> others) {
        return new StoryInput(slug, plain, category, authors, tags, language, body, others);
    }
}
