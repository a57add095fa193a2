package org.broadsheet.site.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.broadsheet.site.reader.Browser;
import org.broadsheet.site.reader.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The reference of the API in a browser that may speak with nobody else. */
@ExtendWith(Site.class)
class ApiReferenceIT {

    private static final String OPERATION = "#tag/stories/GET/v1/stories";

    @Test
    void operationsAreDescribedAndCanBeTried() {
        try (Browser browser = Browser.open(Site.origin()).colours("light")) {
            browser.go("/docs" + OPERATION).see("h1", "Broadsheet");
            browser.run(
                    "[...document.querySelectorAll('button')].find(button => /Test Request/.test(button.textContent)"
                            + " && /\\/v1\\/stories\\)/.test(button.textContent)).click()");
            browser.see(".scalar-client [class*=address], .scalar-app-layout, [role=dialog]");
            browser.run(
                    "[...document.querySelectorAll('button')].filter(button =>"
                            + " /^Send/.test(button.textContent.trim()) && /v1\\/stories/.test(button.textContent)).at(-1).click()");

            browser.see("[role=dialog]", "200 OK");
            browser.see("[role=dialog]", "\"slug\": \"the-cable-on-the-sea-floor\"");
            assertThat(browser.requestsElsewhere()).isEmpty();
            assertThat(browser.complaints()).isEmpty();
        }
    }
}
