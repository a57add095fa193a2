package org.broadsheet.content.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StoryLinksTest {

    private static final UUID LIVE = new UUID(1, 1);
    private static final UUID GONE = new UUID(1, 2);
    private static final Function<UUID, String> ADDRESSES = Map.of(LIVE, "/s?a=1&b=\"2\"<(3)")::get;

    private static String link(UUID story, String text) {
        return "<a href=\"story:" + story + "#part\">" + text + "</a>";
    }

    private static String marked(UUID story, String text) {
        return StoryLinks.marked(link(story, text));
    }

    private static String markdown(UUID story, String text) {
        return Bodies.render(BodyInput.html(link(story, text)), addresses -> Map.of("story:" + story, story))
                .markdown();
    }

    @Test
    void aLinkLeadsToTheCurrentAddress() {
        String text = "See " + marked(LIVE, "this") + " and " + marked(GONE, "that") + ".";

        assertThat(StoryLinks.inHtml(text, ADDRESSES))
                .isEqualTo("See <a href=\"/s?a=1&amp;b=&quot;2&quot;&lt;(3)#part\">this</a> and that.");
        assertThat(StoryLinks.inMarkdown(markdown(LIVE, "this") + markdown(GONE, "that"), ADDRESSES))
                .isEqualTo("[this](/s?a=1&amp;b=&quot;2&quot;&lt;%283%29#part)that");
    }

    @Test
    void aLinkWithinJsonIsStillJson() throws Exception {
        ObjectMapper json = new ObjectMapper();
        String text = json.writeValueAsString("\"" + marked(LIVE, "a \\ b") + "\"");

        assertThat(json.readValue(StoryLinks.inJson(text, ADDRESSES, id -> "s"), String.class))
                .isEqualTo("\"<a href=\"/s?a=1&amp;b=&quot;2&quot;&lt;(3)#part\">a \\ b</a>\"");
    }

    @Test
    void aDollarSignAndABackslashAreText() {
        assertThat(StoryLinks.inHtml(marked(LIVE, "$1 \\2"), id -> "/$0\\"))
                .isEqualTo("<a href=\"/$0\\#part\">$1 \\2</a>");
    }

    @Test
    void aTextWithoutLinksStaysAsItIs() {
        assertThat(StoryLinks.inHtml("<p>a</p>", id -> "/never")).isEqualTo("<p>a</p>");
    }

    @Test
    void noTextOfAnEditorHasMarks() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            String text = random.ints(random.nextInt(12), 0xFDCE, 0xFDD9)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            String clean = StoryLinks.withoutMarks(text);
            assertThat(StoryLinks.inHtml(clean, id -> "/evil"))
                    .as("seed %d", seed)
                    .isEqualTo(clean);
            assertThat(StoryLinks.inMarkdown(clean, id -> "/evil"))
                    .as("seed %d", seed)
                    .isEqualTo(clean);
            assertThat(StoryLinks.inHtml(marked(GONE, clean), ADDRESSES))
                    .as("seed %d", seed)
                    .isEqualTo(clean);
        }
    }
}
