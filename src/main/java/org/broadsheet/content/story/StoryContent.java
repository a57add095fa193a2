package org.broadsheet.content.story;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.UUID;
import org.broadsheet.content.body.BodyInput;

/**
 * The content of a revision. It refers to other entries by id, so that it stays correct when their names change.
 * The body is null if the editor has not set it.
 *
 * @param slug null as long as there is no title to generate it from
 * @param plain unwrapped in JSON
 * @param taxonomy unwrapped in JSON
 * @param language a BCP 47 tag, {@code en-GB}
 * @param pinned stories to show first among the related stories
 */
public record StoryContent(
        String slug,
        @JsonUnwrapped PlainFields plain,
        @JsonUnwrapped StoryTaxonomy taxonomy,
        String language,
        BodyInput body,
        List<UUID> pinned) {

    /** Returns the same content with another slug. */
    public StoryContent withSlug(String other) {
        return new StoryContent(other, plain, taxonomy, language, body, pinned);
    }

    /** Returns the same content with references to other entries. */
    public StoryContent with(StoryTaxonomy other) {
        return new StoryContent(slug, plain, other, language, body, pinned);
    }
}
