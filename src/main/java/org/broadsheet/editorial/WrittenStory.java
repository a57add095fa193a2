package org.broadsheet.editorial;

import java.util.List;
import org.broadsheet.body.WrittenBody;
import org.broadsheet.story.StoryImage;
import org.broadsheet.story.StorySeo;

/**
 * A story as an editor hands it in; category, authors, tags and pinned stories are named by slug or id.
 *
 * @param slug null to have one made of the title
 * @param language a BCP 47 tag
 */
public record WrittenStory(
        String slug,
        String title,
        String excerpt,
        String category,
        List<String> authors,
        List<String> tags,
        StoryImage image,
        String language,
        WrittenBody body,
        StorySeo seo,
        List<String> pinned,
        boolean showInRelated) {}
