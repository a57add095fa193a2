package org.broadsheet.content.story;

import java.util.List;
import java.util.UUID;
import org.broadsheet.content.body.BodyInput;

/**
 * The content of a revision. It refers to other entries by id, so that it stays correct when their names change. Texts,
 * category, image, body and SEO are null if the editor has not set them.
 *
 * @param slug null as long as there is no title to generate it from
 * @param authors in the order of the byline
 * @param tags in the editor's order
 * @param language a BCP 47 tag, {@code en-GB}
 * @param pinned stories to show first among the related stories
 * @param showInRelated whether other stories may show it as a related story
 */
public record StoryContent(
        String slug,
        String title,
        String excerpt,
        UUID category,
        List<UUID> authors,
        List<UUID> tags,
        StoryImage image,
        String language,
        BodyInput body,
        StorySeo seo,
        List<UUID> pinned,
        boolean showInRelated) {

    public StoryContent {
        seo = StorySeo.NONE.equals(seo) ? null : seo;
    }

    /** Returns the same content with another slug. */
    public StoryContent withSlug(String other) {
        return new StoryContent(
                other, title, excerpt, category, authors, tags, image, language, body, seo, pinned, showInRelated);
    }
}
