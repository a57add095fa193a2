package org.broadsheet.story;

import java.util.List;
import java.util.UUID;
import org.broadsheet.body.BodyInput;

/**
 * What an editor wrote, with everything that it refers to by id, so that it stays true when names change. Texts,
 * category, image, body and SEO are null where the editor has not written them.
 *
 * @param slug null as long as there is no title to make it of
 * @param authors in the order of the byline
 * @param tags in the editor's order
 * @param language a BCP 47 tag, {@code en-GB}
 * @param pinned stories to show below this one before all others
 * @param showInRelated whether this story may be shown below others
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

    /** The same with another slug. */
    public StoryContent withSlug(String other) {
        return new StoryContent(
                other, title, excerpt, category, authors, tags, image, language, body, seo, pinned, showInRelated);
    }
}
