package org.broadsheet.editorial;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.broadsheet.body.BodyInput;
import org.broadsheet.http.Slug;
import org.broadsheet.http.TextPattern;
import org.broadsheet.story.StoryImage;
import org.broadsheet.story.StorySeo;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A story as an editor hands it in; category, authors, tags and pinned stories are named by slug or id. Any of it may be
 * absent as long as the story is not to be published.
 *
 * @param slug null to have one made of the title
 * @param tags by id, name or slug; who may write the taxonomy creates those that do not exist
 * @param language a BCP 47 tag; null for the site's
 * @param showInRelated whether it may be shown below other stories; true unless given
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "A story as an editor writes it. Everything may be absent in a draft; what publishing needs is"
                + " title, excerpt, category, one author at least, and a body.")
public record StoryInput(
        @Pattern(regexp = TextPattern.SLUG, message = "accepts a slug such as two-words")
        @Size(max = Slug.MAX_LENGTH, message = "accepts at most {max} characters")
        @Schema(
                description = "Names the story in URLs; not in the form of an id (UUID). Made of the title where it is"
                        + " absent. Readers see a new one when it is published, and from then on the former one"
                        + " redirects.",
                examples = "what-a-token-costs")
        String slug,

        @Size(max = 300, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINE, message = "accepts one line of text")
        @Schema(examples = "What a token costs")
        String title,

        @Size(max = 2000, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINES, message = "accepts text without control characters")
        @Schema(description = "The lede, and what cards show.")
        String excerpt,

        @Size(max = Slug.MAX_LENGTH, message = "accepts at most {max} characters")
        @Schema(description = "A category, by slug or id.", examples = "industry")
        String category,

        @Size(max = 50, message = "accepts at most {max}")
        @Schema(description = "Authors by slug or id, each once, in the order of the byline.")
        List<
                        @NotNull(message = "accepts text")
                        @Size(max = Slug.MAX_LENGTH, message = "accepts at most {max} characters") String>
                authors,

        @Size(max = 100, message = "accepts at most {max}")
        @Schema(
                description =
                        "Tags by id, name or slug, each once. A text in the form of an id is an id. Any other text is looked up"
                                + " as a name, whatever its case and Unicode normal form, and then as a slug. If it is neither,"
                                + " it names a new tag, if the key has the scope `taxonomy:write`.")
        List<
                        @NotBlank(message = "accepts text")
                        @Size(max = 120, message = "accepts at most {max} characters")
                        @Pattern(regexp = TextPattern.LINE, message = "accepts one line of text") String>
                tags,

        @Valid StoryImage image,

        @Size(max = 35, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LANGUAGE, message = "accepts a language tag such as en or pt-BR")
        @Schema(description = "A language tag (BCP 47); the site's language where it is absent.", examples = "en")
        String language,

        @Valid BodyInput body,

        @Valid StorySeo seo,

        @Size(max = 20, message = "accepts at most {max}")
        @Schema(description = "Stories to show below this one before all others, by slug or id, each once.")
        List<
                        @NotNull(message = "accepts text")
                        @Size(max = Slug.MAX_LENGTH, message = "accepts at most {max} characters") String>
                pinned,

        @Schema(description = "Whether it may be shown below other stories; true unless given.")
        Boolean showInRelated) {

    public StoryInput {
        title = stripped(title);
        excerpt = stripped(excerpt);
        authors = Objects.requireNonNullElse(authors, List.of());
        tags = Objects.requireNonNullElse(tags, List.of());
        pinned = Objects.requireNonNullElse(pinned, List.of());
        showInRelated = Objects.requireNonNullElse(showInRelated, true);
    }

    private static String stripped(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
