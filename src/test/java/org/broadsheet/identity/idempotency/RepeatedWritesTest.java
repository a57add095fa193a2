package org.broadsheet.identity.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.broadsheet.contract.ContractValidation;
import org.broadsheet.platform.http.Surface;
import org.junit.jupiter.api.Test;

/** A write that changes nothing records nothing, and one that only editors see is not recorded for readers. */
@QuarkusTest
class RepeatedWritesTest {

    /** Each does something however often it is sent: it makes a new thing, or sends something. */
    private static final Set<String> NEVER_THE_SAME = Set.of(
            "createAuthor",
            "createCategory",
            "createCollection",
            "createKey",
            "createPreviewToken",
            "createStory",
            "createTag",
            "createWebhook",
            "pingWebhook",
            "replayWebhook",
            "replayWebhookDelivery",
            "rotateWebhookSecret");

    @Inject
    EntityManager database;

    private final String title = "Story " + Newsroom.unique("repeated");

    /**
     * Something that an editor can do.
     *
     * @param operation its name in the contract
     * @param seen where editors, and readers where they can, see what came of it
     * @param request what is sent
     */
    private record Write(String operation, List<String> seen, Supplier<Response> request) {}

    /** What is recorded of writes, and what the addresses show. */
    private record State(long changes, long entries, List<String> shown) {}

    private long count(String table) {
        return ((Number) database.createNativeQuery("SELECT count(*) FROM " + table)
                        .getSingleResult())
                .longValue();
    }

    private State state(List<String> seen) {
        return new State(
                count("change"),
                count("audit_entry"),
                seen.stream().map(RepeatedWritesTest::show).toList());
    }

    private static String show(String address) {
        Response response = Surface.of(address) == Surface.EDITORIAL ? Editor.get(address) : Api.get(address);
        return response.statusCode() == 200
                ? response.header("ETag") + response.asString()
                : String.valueOf(response.statusCode());
    }

    private static String delivered(String story) {
        return "/v1/stories/" + Editor.slug(story);
    }

    private static Map<String, Object> withoutWhatTheServerAdds(String address) {
        Map<String, Object> written =
                new HashMap<>(Editor.get(address).jsonPath().getMap(""));
        written.keySet()
                .removeAll(Set.of(
                        "id",
                        "status",
                        "revision",
                        "live",
                        "scheduled",
                        "unpublishing",
                        "withdrawalReason",
                        "createdAt",
                        "updatedAt",
                        "publishedAt",
                        "deletedAt",
                        "disabledBecause",
                        "failingSince",
                        "warnings"));
        return written;
    }

    private static Write patchOf(String operation, String address, String... alsoSeen) {
        Map<String, Object> content = new HashMap<>();
        return patchOf(
                operation,
                address,
                () -> content.isEmpty() ? put(content, withoutWhatTheServerAdds(address)) : content,
                alsoSeen);
    }

    private static Map<String, Object> put(Map<String, Object> into, Map<String, Object> values) {
        into.putAll(values);
        return into;
    }

    private static Write patchOf(String operation, String address, Map<String, Object> content, String... alsoSeen) {
        return patchOf(operation, address, () -> content, alsoSeen);
    }

    private static Write patchOf(
            String operation, String address, Supplier<Map<String, Object>> content, String... alsoSeen) {
        List<String> seen = new ArrayList<>(List.of(address));
        seen.addAll(List.of(alsoSeen));
        return new Write(operation, seen, () -> Editor.patch(address, content.get()));
    }

    /** The last place but one, so that those of others stay where they are. */
    private static int lastButOne(String kind) {
        return Editor.get("/v1/admin/" + kind + "?total=exact").jsonPath().getInt("page.total.count") - 2;
    }

    private String entry(String kind, Map<String, Object> more) {
        Map<String, Object> content = new HashMap<>(more);
        content.putIfAbsent(kind.equals("collections") ? "title" : "name", "Entry " + Newsroom.unique("repeated"));
        Response made = Editor.post("/v1/admin/" + kind, content);
        made.then().statusCode(201);
        return made.header("Location");
    }

    private static String deliveredEntry(String entry) {
        return entry.replace("/admin", "");
    }

    private String whole() {
        Map<String, Object> content = Editor.whole(title);
        content.put("tags", List.of("repeated", "writes"));
        content.put("image", Map.of("url", "https://images.example/a.jpg", "alt", "A", "width", 10));
        content.put("seo", Map.of());
        content.put("language", "pt-BR");
        content.put("pinned", List.of(Editor.slug(Editor.live(Editor.whole(title + " pinned")))));
        content.put("body", Editor.html("<p>See <a href=\"story:" + content.get("pinned") + "\">it</a>.</p>"));
        return Editor.draft(content);
    }

    private List<Write> storyWrites() {
        String draft = whole();
        String live = whole();
        Editor.act(live + "/publish").then().statusCode(200);
        String again = whole();
        Editor.act(again + "/publish").then().statusCode(200);
        String unpublished = whole();
        Editor.act(unpublished + "/publish").then().statusCode(200);
        String deleted = whole();
        String scheduled = whole();
        String unscheduled = whole();
        String at = Instant.now().plusSeconds(86_400).toString();
        Editor.act(unscheduled + "/publish", Map.of("at", at)).then().statusCode(200);
        String restored = whole();
        String former = Editor.slug(restored);
        Editor.patch(restored, Map.of("title", title + " changed", "slug", Newsroom.unique("restored")))
                .then()
                .statusCode(200);
        return List.of(
                patchOf("saveStory", draft),
                patchOf("saveStory", live, delivered(live)),
                patchOf("saveStory", draft, Map.of()),
                patchOf("saveStory", draft, Map.of("title", " " + title + " ", "seo", Map.of(), "language", "PT-br")),
                patchOf("saveStory", draft, Map.of("tags", List.of("Repeated", "Writes"))),
                new Write(
                        "correctStory",
                        List.of(again, delivered(again)),
                        () -> Editor.patch(again + "/live", Map.of("excerpt", "Corrected"))),
                new Write("publishStory", List.of(again, delivered(again)), () -> Editor.act(again + "/publish")),
                new Write(
                        "publishStory",
                        List.of(again, delivered(again)),
                        () -> Editor.act(again + "/publish", Map.of("revision", 1, "at", "2020-01-01T00:00:00Z"))),
                new Write(
                        "publishStory",
                        List.of(scheduled),
                        () -> Editor.act(scheduled + "/publish", Map.of("revision", 1, "at", at))),
                new Write(
                        "unpublishStory",
                        List.of(unpublished, delivered(unpublished)),
                        () -> Editor.act(unpublished + "/unpublish")),
                new Write(
                        "unpublishStory",
                        List.of(live, delivered(live)),
                        () -> Editor.act(live + "/unpublish", Map.of("at", at, "reason", "Over"))),
                new Write(
                        "unpublishStory",
                        List.of(unpublished, "/v1/stories/" + id(unpublished)),
                        () -> Editor.act(unpublished + "/unpublish", Map.of("reason", "Over"))),
                new Write("unpublishStory", List.of(draft), () -> Editor.act(draft + "/unpublish")),
                new Write("unscheduleStory", List.of(unscheduled), () -> Editor.delete(unscheduled + "/schedule")),
                new Write("deleteStory", List.of(deleted), () -> Editor.delete(deleted)),
                new Write(
                        "restoreRevision",
                        List.of(restored, "/v1/stories/" + former),
                        () -> Editor.act(restored + "/revisions/1/restore")));
    }

    private List<Write> taxonomyWrites() {
        List<Write> writes = new ArrayList<>();
        Map.of("Category", "categories", "Author", "authors", "Tag", "tags", "Collection", "collections")
                .forEach((word, kind) -> {
                    String name = word.equals("Collection") ? "title" : "name";
                    String text = word.equals("Author") ? "bio" : "description";
                    Map<String, Object> more = Map.of(text, "About it");
                    String entry = entry(kind, more);
                    String seen = deliveredEntry(entry);
                    writes.add(patchOf("change" + word, entry, seen));
                    writes.add(patchOf("change" + word, entry, Map.of(), seen));
                    String called = Editor.get(entry).jsonPath().getString(name);
                    writes.add(patchOf("change" + word, entry, Map.of(name, called + " "), seen));
                    Map<String, Object> made = new HashMap<>(Map.of(name, called));
                    made.put("slug", null);
                    writes.add(patchOf("change" + word, entry, made, seen));
                    Map<String, Object> gone = new HashMap<>();
                    gone.put(text, null);
                    writes.add(patchOf("change" + word, entry, gone, seen));
                    if (Set.of("categories", "collections").contains(kind)) {
                        writes.add(patchOf(
                                "change" + word, entry, Map.of("position", lastButOne(kind)), seen, "/v1/" + kind));
                    }
                    String removed = entry(kind, more);
                    writes.add(new Write("delete" + word, List.of(removed), () -> Editor.delete(removed)));
                });
        String story = Editor.live(Editor.whole(title));
        String draft = Editor.draft(Editor.whole(title));
        String slug = Editor.slug(story);
        String collection = entry("collections", Map.of("stories", List.of(slug, Editor.slug(draft))));
        writes.add(patchOf("changeCollection", collection, deliveredEntry(collection)));
        writes.add(patchOf(
                "changeCollection",
                collection,
                Map.of("stories", List.of(id(story), id(draft).toUpperCase(java.util.Locale.ROOT))),
                deliveredEntry(collection)));
        return writes;
    }

    private List<Write> otherWrites() {
        String tag = entry("tags", Map.of());
        String other = entry("tags", Map.of());
        String webhook = Editor.post(
                        "/v1/admin/webhooks",
                        Map.of(
                                "url",
                                "https://hooks.example/" + Newsroom.unique("repeated"),
                                "types",
                                List.of("story.published"),
                                "tags",
                                List.of(Editor.slug(tag)),
                                "languages",
                                List.of("pt-BR", "en"),
                                "enabled",
                                false))
                .header("Location");
        Editor.request()
                .header("If-Match", "*")
                .delete(tag + "?replaceWith=" + Editor.slug(other))
                .then()
                .statusCode(204);
        String removed = Editor.post("/v1/admin/webhooks", Map.of("url", "https://hooks.example/", "enabled", false))
                .header("Location");
        String key = Editor.post("/v1/admin/keys", Map.of("name", title, "scopes", List.of("audit:read")))
                .header("Location");
        String story = Editor.draft(Editor.whole(title));
        String tokens = story + "/preview-tokens";
        String token = tokens + "/" + Editor.post(tokens, Map.of()).jsonPath().getString("id");
        return List.of(
                patchOf("changeSite", "/v1/admin/site", "/v1/site"),
                patchOf("changeSite", "/v1/admin/site", Map.of("languages", List.of()), "/v1/site"),
                patchOf("changeWebhook", webhook),
                patchOf("changeWebhook", webhook, Map.of()),
                patchOf("changeWebhook", webhook, Map.of("languages", List.of("PT-br", "EN"))),
                patchOf("changeWebhook", webhook, Map.of("tags", List.of(id(other)))),
                new Write("deleteWebhook", List.of(removed), () -> Editor.delete(removed)),
                new Write("revokeKey", List.of(key), () -> Editor.request().delete(key)),
                new Write(
                        "revokePreviewToken",
                        List.of(tokens),
                        () -> Editor.request().delete(token)));
    }

    private List<Write> writes() {
        List<Write> writes = new ArrayList<>(storyWrites());
        writes.addAll(taxonomyWrites());
        writes.addAll(otherWrites());
        return writes;
    }

    private static String id(String address) {
        return address.substring(address.lastIndexOf('/') + 1);
    }

    /** The log is read up to the oldest transaction that is still running. */
    private void untilChangesAreShown() {
        Awaitility.await()
                .until(() -> QuarkusTransaction.requiringNew()
                        .call(() -> database.createNativeQuery("SELECT 1 FROM change"
                                        + " WHERE transaction >= pg_snapshot_xmin(pg_current_snapshot())")
                                .getResultList()
                                .isEmpty()));
    }

    /** The parameter that follows what comes from now on. */
    private static String endOfChanges(String since) {
        JsonPath page = Api.json("/v1/changes?limit=100&fields=slug" + since);
        String next = "&since=" + page.getString("page.since");
        return page.getBoolean("page.more") ? endOfChanges(next) : next;
    }

    private static Set<String> describedWrites() {
        Set<String> described = new TreeSet<>();
        for (JsonNode path : ContractValidation.served().path("paths")) {
            for (Map.Entry<String, JsonNode> method : path.properties()) {
                if (Set.of("post", "put", "patch", "delete").contains(method.getKey())) {
                    described.add(method.getValue().path("operationId").asText());
                }
            }
        }
        return described;
    }

    @Test
    void aWriteThatIsRepeatedChangesNothingAndIsRecordedOnce() {
        Map<String, String> wrong = new TreeMap<>();
        String since = endOfChanges("");
        List<Write> writes = writes();
        Set<String> operations = new TreeSet<>(NEVER_THE_SAME);
        writes.forEach(write -> operations.add(write.operation()));
        assertThat(operations).isEqualTo(describedWrites());
        for (Write write : writes) {
            Response first = write.request().get();
            assertThat(first.statusCode())
                    .as(write.operation() + first.asString())
                    .isIn(200, 204);
            State before = state(write.seen());
            untilChangesAreShown();
            since = endOfChanges(since);

            Response second = write.request().get();

            if (second.statusCode() == 404) {
                assertThat(write.operation()).startsWith("delete");
            } else {
                assertThat(second.statusCode()).isEqualTo(first.statusCode());
                assertThat(second.header("ETag")).as(write.operation()).isEqualTo(first.header("ETag"));
                assertThat(second.asString()).as(write.operation()).isEqualTo(first.asString());
            }
            untilChangesAreShown();
            JsonPath changes = Api.json("/v1/changes?fields=slug" + since);
            if (!state(write.seen()).equals(before) || !changes.getList("items").isEmpty()) {
                wrong.put(write.operation() + write.seen(), before + " became " + state(write.seen()));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void aWriteOfAVersionThatIsNoMoreIsRejectedAlsoIfItWouldChangeNothing() {
        String story = Editor.live(Editor.whole(title));
        String stale = Editor.etag(story);
        Editor.patch(story, Map.of("excerpt", "Changed")).then().statusCode(200);
        Editor.request()
                .header("If-Match", stale)
                .post(story + "/publish")
                .then()
                .statusCode(412);
        Editor.request()
                .header("If-Match", stale)
                .contentType("application/json")
                .body(Map.of("excerpt", "Changed"))
                .patch(story)
                .then()
                .statusCode(412);
    }

    @Test
    void ofManyWhoDoTheSameAtOnceOneDoesIt() throws Exception {
        String live = Editor.live(Editor.whole(title));
        Editor.patch(live, Map.of("excerpt", "Changed")).then().statusCode(200);
        String scheduled = Editor.draft(Editor.whole(title));
        String at = Instant.now().plusSeconds(86_400).toString();
        String category = entry("categories", Map.of());
        String key = Editor.post("/v1/admin/keys", Map.of("name", title, "scopes", List.of("audit:read")))
                .header("Location");
        State before = state(List.of());
        List<Callable<Response>> requests = new ArrayList<>();
        for (int client = 0; client < 6; client++) {
            requests.add(() -> Editor.act(live + "/publish"));
            requests.add(() -> Editor.act(scheduled + "/publish", Map.of("at", at)));
            requests.add(() -> Editor.patch(category, Map.of("description", "The same")));
            requests.add(() -> Editor.request().delete(key));
        }
        var clients = Executors.newFixedThreadPool(12);
        for (var response : clients.invokeAll(requests)) {
            assertThat(response.get().statusCode()).isIn(200, 204);
        }
        clients.shutdown();

        State after = state(List.of());
        assertThat(after.changes() - before.changes())
                .as("one story.updated, one category.changed")
                .isEqualTo(2);
        assertThat(after.entries() - before.entries()).isEqualTo(4);
    }

    @Test
    void whatOnlyEditorsSeeIsRecordedForThemAlone() {
        String story = Editor.live(Editor.whole(title));
        Editor.patch(story, Map.of("excerpt", "Another")).then().statusCode(200);
        String same = Editor.get(story + "/revisions/1").jsonPath().getString("excerpt");
        Editor.patch(story, Map.of("excerpt", same)).then().statusCode(200);
        String draft = Editor.draft(Editor.whole(title));
        String hidden = Newsroom.unique("hidden");
        String collection = entry("collections", Map.of("stories", List.of(Editor.slug(story))));
        Map<String, Object> tagged = Editor.whole(title);
        tagged.put("tags", List.of(hidden));
        Editor.draft(tagged);
        String substitute = Newsroom.unique("hidden");
        Editor.patch(draft, Map.of("tags", List.of(substitute))).then().statusCode(200);

        Map<String, Supplier<Response>> writes = new TreeMap<>(Map.of(
                "a draft is saved", () -> Editor.patch(draft, Map.of("excerpt", "A new one")),
                "a revision that looks the same is published", () -> Editor.act(story + "/publish"),
                "a schedule", () -> Editor.act(draft + "/publish", Map.of("at", "2999-01-01T00:00:00Z")),
                "a schedule is taken back", () -> Editor.delete(draft + "/schedule"),
                "tag 1 that only drafts have is renamed",
                        () -> Editor.patch("/v1/admin/tags/" + hidden, Map.of("name", "Renamed " + hidden)),
                "tag 2 that only drafts have is replaced",
                        () -> Editor.delete("/v1/admin/tags/" + hidden + "?replaceWith=" + substitute)));
        writes.forEach((what, write) -> {
            State before = state(List.of(delivered(story), deliveredEntry(collection)));
            write.get().then().statusCode(what.startsWith("a schedule is") || what.startsWith("tag 2") ? 204 : 200);
            State after = state(List.of(delivered(story), deliveredEntry(collection)));
            assertThat(after.changes()).as(what).isEqualTo(before.changes());
            assertThat(after.shown()).as(what).isEqualTo(before.shown());
            assertThat(after.entries()).as(what).isEqualTo(before.entries() + 1);
        });
        assertThat(Editor.get(story).jsonPath().getInt("live.revision")).isEqualTo(3);
    }

    @Test
    void aDraftThatComesIntoACollectionMovesTheCursorsOfItsPages() {
        List<String> stories = IntStream.range(0, 4)
                .mapToObj(number -> Editor.slug(Editor.live(Editor.whole(title + " " + number))))
                .toList();
        String draft = Editor.draft(Editor.whole(title + " draft"));
        String collection = entry("collections", Map.of("stories", stories));
        String pages = deliveredEntry(collection) + "/stories?limit=2";
        assertThat(walk(pages)).isEqualTo(stories);

        List<String> withDraft = new ArrayList<>(stories);
        withDraft.add(0, Editor.slug(draft));
        Editor.patch(collection, Map.of("stories", withDraft)).then().statusCode(200);
        assertThat(walk(pages)).isEqualTo(stories);
        Editor.patch(collection, Map.of("stories", stories)).then().statusCode(200);
        assertThat(walk(pages)).isEqualTo(stories);

        Editor.patch(collection, Map.of("stories", withDraft)).then().statusCode(200);
        Editor.act(draft + "/publish").then().statusCode(200);
        assertThat(walk(pages)).isEqualTo(withDraft);
    }

    private static List<String> walk(String list) {
        List<String> slugs = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page = Api.json(list + cursor);
            slugs.addAll(page.getList("items.slug"));
            cursor = page.getString("page.next") == null ? null : "&cursor=" + page.getString("page.next");
        } while (cursor != null);
        return slugs;
    }

    @Test
    void theSameRevisionCountsWhereReadersSeeAnother() {
        String target = Editor.draft(Editor.whole(title + " target"));
        Map<String, Object> content = Editor.whole(title);
        content.put("body", Editor.markdown("See [it](story:" + Editor.slug(target) + "-later)."));
        String story = Editor.live(content);
        String seen = show(delivered(story));
        Editor.patch(target, Map.of("slug", Editor.slug(target) + "-later"))
                .then()
                .statusCode(200);
        Editor.act(target + "/publish").then().statusCode(200);
        long changes = count("change");
        Editor.act(story + "/publish").then().statusCode(200);
        assertThat(count("change")).isEqualTo(changes + 1);
        assertThat(show(delivered(story))).isNotEqualTo(seen);

        Editor.act(story + "/unpublish").then().statusCode(200);
        Editor.act(story + "/publish").then().statusCode(200);
        assertThat(count("change")).isEqualTo(changes + 3);
        assertThat(show(delivered(story))).startsWith("\"");
    }

    @Test
    void aDraftThatComesIntoACollectionWhileItIsPublishedIsNotMissed() throws Exception {
        var clients = Executors.newFixedThreadPool(3);
        for (int round = 0; round < 15; round++) {
            String story = Editor.draft(Editor.whole(title));
            String slug = Editor.slug(story);
            String collection = entry("collections", Map.of());
            String delivered = deliveredEntry(collection);
            Api.json(delivered);
            List<Callable<Response>> requests = List.of(
                    () -> Editor.act(story + "/publish"),
                    () -> Editor.patch(collection, Map.of("stories", List.of(slug))),
                    () -> IntStream.range(0, 20)
                            .mapToObj(number -> Api.get(delivered))
                            .collect(Collectors.toList())
                            .get(0));
            for (var response : clients.invokeAll(requests)) {
                assertThat(response.get().statusCode()).isEqualTo(200);
            }
            assertThat(Api.json(delivered).getList("stories.slug")).containsExactly(slug);
        }
        clients.shutdown();
    }
}
