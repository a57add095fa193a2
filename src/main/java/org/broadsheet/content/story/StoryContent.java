package org.broadsheet.content.story;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.UUID;
import org.broadsheet.content.body.BodyInput;

/**
 * The content of a revision. It refers to other entries by id, so that it stays correct when their names change.
 * Category and body are null if the editor has not set them.
 *
 * @param slug null as long as there is no title to generate it from
 * @param plain unwrapped in JSON
 * @param authors in the order of the byline
 * @param tags in the editor's order
 * @param language a BCP 47 tag, {@code en-GB}
 * @param pinned stories to show first among the related stories
 */
public record StoryContent(
        String slug,
        @JsonUnwrapped PlainFields plain,
        UUID category,
        List<UUID> authors,
        List<UUID> tags,
        String language,
        BodyInput body,
        List<UUID> pinned) {

    /** Returns the same content with another slug. */
    public StoryContent withSlug(String other) {
        return new StoryContent(other, plain, category, authors, tags, language, body, pinned);
    }

    /** Returns the same content with another category, other authors and other tags. */
    public StoryContent with(UUID otherCategory, List<UUID> otherAuthors, List<UUID> otherTags) {
        return new StoryContent(slug, plain, otherCategory, otherAuthors, otherTags, language, body, pinned);
    }
}
