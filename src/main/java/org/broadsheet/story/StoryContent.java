package org.broadsheet.story;

import java.util.List;
import java.util.UUID;
import org.broadsheet.body.WrittenBody;

/**
 * What an editor wrote, with everything that it refers to by id, so that it stays true when names change.
 *
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
        WrittenBody body,
        StorySeo seo,
        List<UUID> pinned,
        boolean showInRelated) {}
