package org.broadsheet.content.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.UUID;
import org.broadsheet.content.image.ContentImage;
import org.broadsheet.platform.address.PublicUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoryAddressesTest {

    private static final UUID ID = UUID.fromString("01a20e3d-fccd-72b2-aeea-64f8d1e16ccf");

    private static StoryAddresses of(String template) {
        SiteConfig site = new SmallRyeConfigBuilder()
                .withMapping(SiteConfig.class)
                .withDefaultValue("broadsheet.site.story-url", template)
                .build()
                .getConfigMapping(SiteConfig.class);
        return new StoryAddresses(site, new PublicUrl("https://api.example/news/"));
    }

    private static String storyIn(String template, String href) {
        return of(template).storyIn(href).orElse(null);
    }

    @Test
    void withoutATemplateThereIsNoPreviewPage() {
        assertThat(of("/stories/{slug}").ofPreview("token", "a-story", ID)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/stories/{slug}, /stories/a-story",
        "https://site.example/{slug}.html, https://site.example/a-story.html",
        "/{id}/{slug}, /01a20e3d-fccd-72b2-aeea-64f8d1e16ccf/a-story",
        "/s?id={id}, /s?id=01a20e3d-fccd-72b2-aeea-64f8d1e16ccf"
    })
    void anAddressIsTheTemplateWithItsVariables(String template, String address) {
        assertThat(of(template).of("a-story", ID)).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "/stories/{slug}, /stories/a-story, a-story",
        "/stories/{slug}, /stories/a-story?x=1#y, a-story",
        "/stories/{slug}, story:a-story, a-story",
        "/stories/{slug}, story:01a20e3d-fccd-72b2-aeea-64f8d1e16ccf, 01a20e3d-fccd-72b2-aeea-64f8d1e16ccf",
        "https://site.example/{slug}.html, https://site.example/a-story.html, a-story",
        "https://site.example/{slug}.html, /a-story.html#top, a-story",
        "/s?id={id}, /s?id=01a20e3d-fccd-72b2-aeea-64f8d1e16ccf, 01a20e3d-fccd-72b2-aeea-64f8d1e16ccf"
    })
    void aLinkToAStoryIsRecognised(String template, String href, String story) {
        assertThat(storyIn(template, href)).isEqualTo(story);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/stories/",
                "/stories/Upper",
                "/stories/a-story/related",
                "/stories/a/../b",
                "/other/a-story",
                "https://other.example/stories/a-story",
                "http://site.example/stories/a-story",
                "https://site.example.evil/stories/a-story",
                "//site.example/stories/a-story",
                "story:",
                "story:A",
                "story:a b",
                "Story:a-story"
            })
    void anotherLinkIsLeftAsItIs(String href) {
        assertThat(storyIn("https://site.example/stories/{slug}", href)).isNull();
    }

    @Test
    void theDotOfATemplateIsADot() {
        assertThat(storyIn("/{slug}.html", "/a-storyxhtml")).isNull();
        assertThat(storyIn("/a+b/{slug}", "/aab/a-story")).isNull();
    }

    @Test
    void aTemplateWithoutVariablesRecognisesNoLink() {
        assertThat(storyIn("/all", "/all")).isNull();
    }

    @Test
    void anImageOfThisServerGetsThePublicUrl() {
        ContentImage image = new ContentImage("/a.jpg", "A", 1, 2, "Caption", "Credit");

        assertThat(of("/{slug}").withAddress(image))
                .isEqualTo(new ContentImage("https://api.example/news/a.jpg", "A", 1, 2, "Caption", "Credit"));
        ContentImage elsewhere = new ContentImage("https://images.example/a.jpg", "A", null, null, null, null);
        assertThat(of("/{slug}").withAddress(elsewhere)).isEqualTo(elsewhere);
    }
}
