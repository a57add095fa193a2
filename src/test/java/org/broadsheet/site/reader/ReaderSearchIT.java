package org.broadsheet.site.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** Searching on the page to read on. */
@ExtendWith(Site.class)
class ReaderSearchIT {

    private static Browser browser;

    @BeforeAll
    static void openBrowser() {
        browser = Browser.open(Site.origin()).colours("light");
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void nothingWentWrongUnseen() {
        assertThat(browser.complaints()).isEmpty();
    }

    private static void typed(String text) {
        browser.go("/").see(".card");
        browser.click("[id='@q']").press(text);
    }

    @Test
    void whatIsTypedIsCompleted() {
        typed("memory mak");

        browser.see("[id='@suggestions'] [role=option]", "Memory makers bet on the inference boom");
        assertThat(browser.see("[id='@q']").getDomAttribute("aria-expanded")).isEqualTo("true");
        assertThat(browser.texts("[id='@suggestions'] mark")).contains("Memory mak");
        browser.press(Keys.ARROW_DOWN);
        assertThat(browser.see("[id='@q']").getDomAttribute("aria-activedescendant"))
                .isEqualTo("@suggestion-0");
        assertThat(browser.barriers()).isEmpty();
        browser.press(Keys.ENTER).see(".story h1", "Memory makers bet on the inference boom");
    }

    @Test
    void suggestionsGoWithoutBeingTaken() {
        typed("memory");
        browser.see("[id='@suggestions'] [role=option]");

        browser.press(Keys.ESCAPE);
        Awaitility.await()
                .until(() -> browser.all("[id='@suggestions'] [role=option]").isEmpty());
        assertThat(browser.see("[id='@q']").getDomAttribute("aria-expanded")).isEqualTo("false");
    }

    @Test
    void aSearchShowsWhatItFoundAndWhere() {
        typed("memory");
        browser.press(Keys.ENTER).see("h1", "memory");

        assertThat(browser.path()).isEqualTo("/search?q=memory");
        browser.see(".page-title p", "stories");
        assertThat(browser.texts(".card mark"))
                .isNotEmpty()
                .allMatch(word -> word.toLowerCase().startsWith("memor"));
        browser.all(".card h2 a").get(0).click();
        browser.see(".story");
        browser.back().see("h1", "memory");
        for (String colours : List.of("light", "dark")) {
            assertThat(browser.colours(colours).phone().barriers()).isEmpty();
            assertThat(browser.overflow()).isZero();
            browser.desktop();
        }
    }

    @Test
    void aSearchIsNarrowedByCategory() {
        browser.go("/search?q=memory").see(".card");

        browser.click(".page-title .tags a[href*='category=hardware']").see(".tags [aria-current=true]", "Hardware");
        assertThat(browser.texts(".card .kicker")).isNotEmpty().allMatch("HARDWARE"::equals);
    }

    @Test
    void whatIsNotFoundIsSaidNotToBe() {
        browser.go("/search?q=xyzzyplughplover").see(".page-title p", "Nothing was found.");
    }

    @Test
    void whereFewHaveAllWordsItSaysThatSomeWillDo() {
        browser.go("/search?q=memory+towels").see(".page-title p", "with some of the words");
        browser.see("h1", "memory towels");
    }

    @Test
    void aQueryThatIsTooLongIsCutAsTheFieldWouldCutIt() {
        browser.go("/search?q=" + "a".repeat(550)).see("h1", "a".repeat(500));
    }
}
