package org.broadsheet.content.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The settings of the site: readers see what editors set, or defaults. */
@QuarkusTest
class SiteTest {

    private static final String SITE = "/v1/site";
    private static final String EDITORIAL = "/v1/admin/site";

    private static final Map<String, Object> SETTINGS = Map.of(
            "title",
            "The Daily Chip",
            "description",
            "News of what computers are made of.",
            "logo",
            Map.of("url", "/sample/images/logo.png", "alt", "A chip", "width", 64, "height", 64),
            "languages",
            List.of("de", "pt-BR"),
            "timeZone",
            "Europe/Berlin",
            "social",
            List.of(Map.of("name", "Mastodon", "url", "https://social.example/@dailychip")));

    @AfterEach
    void restoreDefaults() {
        Map<String, Object> nothing = new HashMap<>();
        SETTINGS.keySet().forEach(member -> nothing.put(member, null));
        Editor.patch(EDITORIAL, nothing).then().statusCode(200);
    }

    @Test
    void whatNoEditorHasSetHasADefault() {
        Map<String, Object> site = Api.json(SITE).getMap("");
        assertThat(site).containsOnlyKeys("title", "languages", "timeZone", "social", "urls");
        assertThat(site)
                .containsEntry("title", "Broadsheet")
                .containsEntry("languages", List.of("en"))
                .containsEntry("timeZone", "UTC")
                .containsEntry("social", List.of());
        assertThat(Editor.get(EDITORIAL).jsonPath().getMap("")).containsOnlyKeys("languages", "social", "updatedAt");
    }

    @Test
    void theConfiguredUrlsAreThere() {
        Api.get(SITE)
                .then()
                .body("urls.api", matchesPattern("http://localhost:\\d+"))
                .body("urls.story", equalTo("/stories/{slug}"))
                .body("urls.preview", equalTo("https://site.example/preview/{slug}?token={token}"));
        Editor.patch(EDITORIAL, Map.of("urls", Map.of("story", "/{slug}")))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/urls"));
    }

    @Test
    void readersSeeAChangeAtOnce() {
        Response before = Api.get(SITE);
        before.then().statusCode(200).header("Cache-Groups", equalTo("\"site\""));

        Editor.patch(EDITORIAL, SETTINGS).then().statusCode(200).body("languages", contains("de", "pt-BR"));

        Response after = Api.get(SITE);
        assertThat(after.header("ETag")).isNotEqualTo(before.header("ETag"));
        JsonPath site = after.jsonPath();
        assertThat(site.getString("title")).isEqualTo("The Daily Chip");
        assertThat(site.getString("logo.url")).matches("http://localhost:\\d+/sample/images/logo\\.png");
        assertThat(site.getList("languages")).isEqualTo(SETTINGS.get("languages"));
        assertThat(site.getString("timeZone")).isEqualTo("Europe/Berlin");
        assertThat(site.getList("social")).isEqualTo(SETTINGS.get("social"));
        assertThat(Editor.get(EDITORIAL).jsonPath().getMap("")).containsAllEntriesOf(SETTINGS);
    }

    @Test
    void aWriteNamesTheVersionThatItChanges() {
        String etag = Editor.etag(EDITORIAL);
        Editor.request()
                .contentType("application/merge-patch+json")
                .body(Map.of("title", "X"))
                .patch(EDITORIAL)
                .then()
                .statusCode(428);
        Editor.patch(EDITORIAL, Map.of("title", "One")).then().statusCode(200);
        Editor.request()
                .contentType("application/merge-patch+json")
                .header("If-Match", etag)
                .body(Map.of("title", "Late"))
                .patch(EDITORIAL)
                .then()
                .statusCode(412);
        Api.get(SITE).then().body("title", equalTo("One"));
    }

    @Test
    void theAuditLogHasAChangeAndNoneThatChangesNothing() {
        Editor.patch(EDITORIAL, SETTINGS).then().statusCode(200);
        String etag = Editor.etag(EDITORIAL);
        int entries = audit().getInt("page.total.count");

        Editor.patch(EDITORIAL, SETTINGS).then().statusCode(200).header("ETag", equalTo(etag));
        assertThat(audit().getInt("page.total.count")).isEqualTo(entries);

        Editor.patch(EDITORIAL, Map.of("title", "  Another  "))
                .then()
                .statusCode(200)
                .body("title", equalTo("Another"));
        JsonPath last = audit();
        assertThat(last.getInt("page.total.count")).isEqualTo(entries + 1);
        assertThat(last.getString("items[0].subject.kind")).isEqualTo("site");
        assertThat(last.getMap("items[0].before")).isEqualTo(Map.of("title", "The Daily Chip"));
        assertThat(last.getMap("items[0].after")).isEqualTo(Map.of("title", "Another"));
    }

    private static JsonPath audit() {
        return Editor.get("/v1/admin/audit?action=site.changed&total=exact&limit=1")
                .jsonPath();
    }

    @Test
    void changingItRequiresTheScopeOfTheTaxonomy() {
        Editor.request(Editor.key("stories:write", "stories:publish"))
                .contentType("application/merge-patch+json")
                .header("If-Match", "*")
                .body(Map.of("title", "X"))
                .patch(EDITORIAL)
                .then()
                .statusCode(403);
        Api.get(EDITORIAL).then().statusCode(401);
    }

    @Test
    void aWrongValueIsNamed() {
        Editor.patch(EDITORIAL, Map.of("languages", List.of("en", "EN"), "timeZone", "Europe/Atlantis"))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/languages/1", "/timeZone"));
        Editor.patch(
                        EDITORIAL,
                        Map.of(
                                "title",
                                "two\nlines",
                                "social",
                                List.of(Map.of("name", "A", "url", "javascript:alert(1)"))))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/social/0/url", "/title"));
    }
}
