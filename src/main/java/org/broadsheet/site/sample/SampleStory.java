package org.broadsheet.site.sample;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.broadsheet.content.body.BodyInput;
import org.broadsheet.content.story.StoryImage;
import org.broadsheet.content.story.StorySeo;
import org.broadsheet.editorial.story.StoryInput;

/**
 * The front matter of a sample story.
 *
 * @param age the time between its publication and the first load
 */
record SampleStory(
        String title,
        String excerpt,
        String language,
        String category,
        List<String> authors,
        List<String> tags,
        Duration age,
        Picture image,
        List<String> pinned,
        StorySeo seo) {

    private static final int IMAGE_WIDTH = 1200;
    private static final int IMAGE_HEIGHT = 675;

    record Picture(String file, String alt, String caption, String credit) {}

    /** Returns the story as an editor would send it. Pinned stories are added when all stories exist. */
    StoryInput written(String slug, String markdown, boolean withPinned) {
        return new StoryInput(
                slug,
                title,
                excerpt,
                category,
                authors,
                tags,
                new StoryImage(
                        "/sample/images/" + image.file(),
                        image.alt(),
                        IMAGE_WIDTH,
                        IMAGE_HEIGHT,
                        image.caption(),
                        image.credit()),
                language,
                BodyInput.markdown(markdown),
                seo,
                withPinned ? Optional.ofNullable(pinned).orElse(List.of()) : List.of(),
                true);
    }
}
