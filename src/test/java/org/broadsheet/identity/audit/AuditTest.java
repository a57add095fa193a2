package org.broadsheet.identity.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.broadsheet.changelog.TaxonomyKind;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditTest {

    private static final String AUDIT = "/v1/admin/audit";

    private static JsonPath audit(String query) {
        return Editor.get(AUDIT + query).then().statusCode(200).extract().jsonPath();
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Test
    void anEntryHasTheSlugAndTitleOfItsSubjectAsOfThen() {
        String name = "Audit " + Newsroom.unique("subject");
        String story = Editor.draft(Map.of("title", name));
        String slug = Editor.slug(story);
        Editor.patch(story, Map.of("title", name + " 2", "slug", slug + "-later"))
                .then()
                .statusCode(200);
        String tag = Editor.post("/v1/admin/tags", Map.of("name", name)).header("Location");
        Editor.patch(tag, Map.of("name", name + " 2")).then().statusCode(200);
        Editor.delete(tag).then().statusCode(204);

        Editor.get("/v1/admin/audit?subject=" + Editor.get(story).jsonPath().getString("id"))
                .then()
                .body("items.subject.title", contains(name + " 2", name))
                .body("items.subject.slug", contains(slug + "-later", slug));
        Editor.get("/v1/admin/audit?subject=" + tag.substring(tag.lastIndexOf('/') + 1))
                .then()
                .body("items.subject.title", contains(name + " 2", name + " 2", name));
    }

    @Test
    void everythingThatWasDoneToAStoryIsThereWithWhoWhenFromWhereAndWhat() {
        Response made = Editor.request()
                .contentType("application/json")
                .header("X-Request-Id", "request-of-the-audit-test")
                .header("X-Forwarded-For", "192.0.2.55")
                .body(Editor.whole("Audited " + Newsroom.unique("a")))
                .post(Editor.STORIES);
        String story = made.header("Location");
        Editor.patch(story, Map.of("excerpt", "Changed"));
        Editor.act(story + "/publish");
        Editor.act(story + "/unpublish");
        Editor.act(
                story + "/publish", Map.of("at", Instant.now().plusSeconds(600).toString()));
        Editor.request().header("If-Match", "*").delete(story + "/schedule");
        Editor.request().post(story + "/preview-tokens").then().statusCode(201);
        Editor.delete(story);
        Editor.act(story + "/revisions/1/restore");

        JsonPath entries = audit("?story=" + id(story));
        assertThat(entries.getList("items.action", String.class))
                .containsExactly(
                        "story.restored",
                        "story.deleted",
                        "preview.created",
                        "story.unscheduled",
                        "story.scheduled",
                        "story.unpublished",
                        "story.published",
                        "story.saved",
                        "story.created");
        Map<String, Object> created = entries.getMap("items[8]");
        assertThat(created)
                .containsEntry("address", "192.0.2.55")
                .containsEntry("requestId", "request-of-the-audit-test");
        assertThat(entries.getString("items[8].actor.name")).isEqualTo("BROADSHEET_ADMIN_KEY");
        assertThat(entries.getString("items[7].before.excerpt")).startsWith("Excerpt of");
        assertThat(entries.getMap("items[7].after")).isEqualTo(Map.of("excerpt", "Changed"));
        assertThat(entries.getString("items[6].before.status")).isEqualTo("draft");
        assertThat(entries.getString("items[6].after.status")).isEqualTo("published");
    }

    @Test
    void itIsFilteredByActorActionSubjectAndTime() {
        String since = Instant.now().minusMillis(1).toString();
        Response key = Editor.post(
                "/v1/admin/keys", Map.of("name", "Auditee", "scopes", List.of("stories:write", "taxonomy:write")));
        String secret = key.jsonPath().getString("key");
        Response tag = Editor.request(secret)
                .contentType("application/json")
                .body(Map.of("name", Newsroom.unique("audited")))
                .post("/v1/admin/tags");
        String actor = key.jsonPath().getString("id");

        Editor.get(AUDIT + "?actor=" + actor)
                .then()
                .body("items.action", contains("tag.created"))
                .body("items[0].subject.id", equalTo(tag.jsonPath().getString("id")));
        assertThat(audit("?subject=" + tag.jsonPath().getString("id")).getList("items"))
                .hasSize(1);
        assertThat(audit("?actor=" + actor + "&action=story.created").getList("items"))
                .isEmpty();
        assertThat(audit("?subject=" + actor + "&action=key.created&after=" + since)
                        .getList("items"))
                .hasSize(1);
        assertThat(audit("?subject=" + actor + "&before=" + since).getList("items"))
                .isEmpty();
        assertThat(audit("?story=" + tag.jsonPath().getString("id")).getList("items"))
                .isEmpty();
    }

    @Test
    void itGoesOnByCursor() {
        String tag = Editor.post("/v1/admin/tags", Map.of("name", Newsroom.unique("audited")))
                .header("Location");
        for (int number = 0; number < 3; number++) {
            Editor.patch(tag, Map.of("name", "Name " + number)).then().statusCode(200);
        }
        JsonPath first = audit("?limit=3&subject=" + id(tag));
        JsonPath second = audit("?limit=3&subject=" + id(tag) + "&cursor=" + first.getString("page.next"));
        assertThat(first.getList("items")).hasSize(3);
        assertThat(second.getList("items.action", String.class)).containsExactly("tag.created");
    }

    @Test
    void aRejectedRequestLeavesNoEntry() {
        String story = Editor.draft(Map.of("title", "Refused"));
        Editor.act(story + "/publish").then().statusCode(422);
        assertThat(audit("?story=" + id(story)).getList("items.action", String.class))
                .containsExactly("story.created");
    }

    @Test
    void theDocumentationListsExactlyWhatCanBeDone() throws IOException {
        List<String> documented = Files.readAllLines(Path.of("src/docs/audit.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|")[1])
                .flatMap(actions ->
                        Pattern.compile("`([^`]*)`").matcher(actions).results().map(action -> action.group(1)))
                .toList();
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                constants(),
                                Arrays.stream(TaxonomyKind.values())
                                        .flatMap(kind -> Stream.of(
                                                AuditAction.created(kind),
                                                AuditAction.changed(kind),
                                                AuditAction.deleted(kind))))
                        .map(AuditAction::token)
                        .toList());
    }

    private static Stream<AuditAction> constants() {
        return Arrays.stream(AuditAction.class.getFields())
                .filter(field -> field.getType() == AuditAction.class)
                .map(field -> {
                    try {
                        return (AuditAction) field.get(null);
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                });
    }
}
