package org.broadsheet.site.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The page to read on, as a reader meets it. */
@ExtendWith(Site.class)
class ReaderIT {

    private static final String STORY = "/stories/memory-makers-bet-on-the-inference-boom";
    private static final String AGE = "\\d+ (minute|hour|day)s? ago";

    private static Browser browser;

    @BeforeAll
    static void openBrowser() {
        browser = Browser.open(Site.origin());
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void beginOnADesktopByDaylight() {
        browser.desktop().colours("light");
    }

    @AfterEach
    void nothingWentWrongUnseen() {
        assertThat(browser.complaints()).isEmpty();
    }

    private static void opened(String path) {
        browser.go(path).moveAway().see("h1");
    }

    @Test
    void theFrontPageShowsTheLatestStories() {
        opened("/");

        List<String> titles = browser.texts(".card h2");
        assertThat(titles)
                .isEqualTo(StreamSupport.stream(
                                Site.json("/v1/stories?limit=13").path("items").spliterator(), false)
                        .map(story -> story.path("title").asText())
                        .toList());
        assertThat(browser.texts(".card .kicker")).hasSize(13).contains("INDUSTRY", "HARDWARE");
        assertThat(browser.texts(".card .excerpt")).hasSize(13).doesNotContain("");
        assertThat(browser.texts(".card time")).hasSize(13).allMatch(age -> age.matches(AGE));
        assertThat(browser.texts(".card .facts span")).allMatch(time -> time.matches("\\d+ min read"));
        assertThat(browser.all(".card img"))
                .isNotEmpty()
                .allSatisfy(image -> assertThat(image.getDomAttribute("alt")).isNotBlank());
        Awaitility.await().until(() -> browser.all(".card img").get(0).getDomProperty("naturalWidth"), "1200"::equals);
    }

    @Test
    void moreStoriesComeByTheCursorAndNoneTwice() {
        opened("/");

        browser.click(".more");
        Awaitility.await().until(() -> browser.all(".card").size() == 25);
        assertThat(browser.focused().getText())
                .isEqualTo(browser.texts(".card h2").get(13));
        browser.click(".more");
        Awaitility.await().until(() -> browser.all(".card").size() == 37);
        assertThat(browser.texts(".card h2")).doesNotHaveDuplicates();
    }

    @Test
    void aStoryIsShownWithEverythingThatItHas() {
        opened(STORY);

        assertThat(browser.title()).isEqualTo("Why memory makers are betting on AI inference – Broadsheet");
        browser.see(".story .back", "Back to stories");
        browser.see(".story .kicker", "INDUSTRY");
        browser.see(".story h1", "Memory makers bet on the inference boom");
        browser.see(".story .facts", "By Zoë Lindqvist");
        browser.see(".story .facts", "2 min read");
        assertThat(browser.see(".hero img").getDomAttribute("alt")).startsWith("An orange square processor");
        browser.see(".lede", "Running a large language model is mostly a matter of fetching numbers");
        assertThat(browser.texts(".body h2")).containsExactly("Why inference is hungry", "A commodity no longer");
        assertThat(browser.all(".body ul li")).hasSize(3);
        assertThat(browser.all(".body p").size()).isGreaterThan(5);
        assertThat(browser.all(".tags a")).isNotEmpty();
    }

    @Test
    void belowAStoryAreThreeMoreOfItsCategory() {
        opened(STORY);

        browser.see(".further > h2", "More in Industry");
        assertThat(browser.texts(".further .kicker")).containsExactly("INDUSTRY", "INDUSTRY", "INDUSTRY");
        assertThat(browser.texts(".further .card h2")).doesNotContain("Memory makers bet on the inference boom", "");
        assertThat(browser.texts(".further .excerpt")).doesNotContain("");
        assertThat(browser.texts(".further time")).allMatch(age -> age.matches(AGE));
        assertThat(browser.texts(".further .facts span")).allMatch(time -> time.matches("\\d+ min read"));
        assertThat(browser.all(".further img")).hasSize(3);
    }

    @Test
    void linksInAStoryLeadToOtherStories() {
        opened(STORY);

        browser.click(".body a[href^='/stories/']").see(".story h1", "How a memory stack is built");
        assertThat(browser.path()).isEqualTo("/stories/how-a-memory-stack-is-built");
        assertThat(browser.focused().getTagName()).isEqualTo("h1");
        assertThat(browser.run("return scrollY")).isEqualTo(0L);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void backIsTheListAsItWasLeft(boolean byTheLink) {
        opened("/");
        browser.click(".more");
        Awaitility.await().until(() -> browser.all(".card").size() == 25);
        String title = browser.texts(".card h2").get(20);
        browser.all(".card h2 a").get(20).click();
        browser.see(".story h1", title);

        if (byTheLink) {
            browser.click(".back a");
        } else {
            browser.back();
        }
        browser.see(".cards.front");
        assertThat(browser.path()).isEqualTo("/");
        assertThat(browser.all(".card")).hasSize(25);
        assertThat((Long) browser.run("return Math.round(scrollY)")).isGreaterThan(1_000);
        assertThat(browser.focused().getText()).isEqualTo(title);
    }

    @Test
    void categoriesAreAWayThroughTheStories() {
        opened("/");

        browser.click("[id='@categories'] a[href='/categories/research']").see("h1", "Research");
        assertThat(browser.texts(".card .kicker")).isNotEmpty().allMatch("RESEARCH"::equals);
        browser.see("[id='@categories'] [aria-current=page]", "Research");
        browser.see(".page-title p", "What laboratories are finding out");
        browser.back().see("[id='@categories'] [aria-current=page]", "Latest");
    }

    @Test
    void aStoryThatIsPublishedWhileThePageIsOpenAppears() {
        opened("/");
        String other = browser.texts(".card h2").get(0);

        String slug = Site.publish("Published under the reader's eyes");
        browser.see(".card:first-child h2", "Published under the reader's eyes");
        assertThat(browser.texts(".card h2").get(1)).isEqualTo(other);
        Site.change(slug, Map.of("title", "Corrected under the reader's eyes"));
        browser.see(".card:first-child h2", "Corrected under the reader's eyes");
        Site.withdraw(slug);
        browser.see(".card:first-child h2", other);
    }

    @Test
    void whoeverReadsIsAskedFirst() {
        opened("/categories/industry");
        int before = browser.all(".card").size();
        browser.run("scrollTo(0, 500)");

        String slug = Site.publish("News while you read");
        browser.see(".waiting", "1 new story");
        assertThat(browser.all(".card")).hasSize(before);
        browser.click(".waiting").see(".card:first-child h2", "News while you read");
        assertThat(browser.run("return scrollY")).isEqualTo(0L);
        Site.withdraw(slug);
    }

    @Test
    void aStoryThatIsChangedOrWithdrawnWhileItIsReadSaysSo() {
        String slug = Site.publish("Not the last word");
        opened("/stories/" + slug);

        Site.change(slug, Map.of("title", "The last word"));
        browser.see(".notice", "This story has been updated.");
        browser.click(".notice a").see(".story h1", "The last word");
        Site.withdraw(slug);
        browser.see(".notice", "This story has just been withdrawn.");
    }

    @Test
    void aFormerAddressLeadsToTheCurrentOne() {
        String slug = Site.publish("Named once");
        Site.change(slug, Map.of("slug", "named-twice"));

        opened("/stories/" + slug);
        assertThat(browser.path()).isEqualTo("/stories/named-twice");
        Site.withdraw("named-twice");
    }

    @ParameterizedTest
    @CsvSource({"/stories/never-existed, 404, Not found", "/tags/never-existed, 404, Not found"})
    void whatIsNotThereIsSaidNotToBe(String path, String status, String title) {
        opened(path);

        browser.see(".failure .status", status);
        browser.see("h1", title);
        assertThat(browser.run("return document.querySelector('meta[name=robots]').content"))
                .isEqualTo("noindex");
        assertThat(browser.barriers()).isEmpty();
        assertThat(browser.complaints()).isNotEmpty().allMatch(each -> each.contains("status of 404"));
        browser.click(".failure a").see(".cards.front");
    }

    @Test
    void aCorrectionIsShownBelowTheStory() {
        String slug = Site.publish("Almost right");
        Site.change(
                slug,
                Map.of(
                        "corrections",
                        List.of(Map.of(
                                "kind", "correction", "text", "It was Tuesday.", "at", "2026-01-02T03:04:05Z"))));

        opened("/stories/" + slug);
        browser.see(".corrections", "Correction");
        browser.see(".corrections", "It was Tuesday.");
        assertThat(browser.barriers()).isEmpty();
        Site.withdraw(slug);
    }

    @Test
    void theTitleAndTheDescriptionAreThoseOfTheSite() {
        Site.configure(Map.of("title", "The Daily Chip", "description", "News of chips."));
        try {
            opened("/");
            browser.see(".wordmark", "The Daily Chip");
            Awaitility.await().until(browser::title, "The Daily Chip"::equals);
            assertThat(browser.run("return document.querySelector('meta[name=description]').content"))
                    .isEqualTo("News of chips.");
            opened(STORY);
            Awaitility.await().until(browser::title, title -> title.endsWith(" – The Daily Chip"));
        } finally {
            Map<String, Object> defaults = new HashMap<>();
            defaults.put("title", null);
            defaults.put("description", null);
            Site.configure(defaults);
        }
    }

    @Test
    void aWithdrawnStoryIsSaidToBe() {
        String slug = Site.publish("A mistake");
        Site.withdraw(slug, Map.of("reason", "Nothing of it was true."));

        opened("/stories/" + slug);
        browser.see(".failure .status", "410");
        browser.see("h1", "Withdrawn");
        browser.see(".failure .reason", "Nothing of it was true.");
        assertThat(browser.complaints()).isNotEmpty().allMatch(each -> each.contains("status of 410"));
    }

    @Test
    void theKeyboardIsEnough() {
        opened("/");

        browser.pressTab();
        assertThat(browser.focused().getText()).isEqualTo("Skip to the stories");
        browser.press(Keys.ENTER).pressTab();
        assertThat(browser.focused().getText())
                .isEqualTo(browser.texts(".card .kicker").get(0));
        browser.pressTab();
        String title = browser.focused().getText();
        browser.press(Keys.ENTER).see(".story h1", title);
        assertThat(browser.title()).endsWith("Broadsheet").isNotEqualTo("Broadsheet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/categories/industry", STORY})
    void everyWidthAndColourIsForEverybody(String path) {
        opened(path);

        for (String colours : List.of("light", "dark")) {
            browser.colours(colours);
            assertThat(browser.phone().barriers()).isEmpty();
            assertThat(browser.overflow()).isZero();
            assertThat(browser.desktop().barriers()).isEmpty();
            assertThat(browser.overflow()).isZero();
        }
    }

    @Test
    void noRequestGoesToAnotherServer() {
        opened(STORY);

        assertThat(browser.requestsElsewhere()).isEmpty();
    }
}
