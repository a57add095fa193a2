package org.broadsheet.integration.changefeed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.broadsheet.changelog.ChangeWatch;
import org.broadsheet.changelog.Retention;
import org.broadsheet.platform.connection.RawConnection;
import org.broadsheet.platform.paging.Cursor;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Copies that are kept by pages of changes. */
@QuarkusTest
class ChangesTest {

    private static final String CHANGES = "/v1/changes?limit=100";

    @Inject
    DataSource database;

    @Inject
    Retention retention;

    @Inject
    ChangeWatch watch;

    @Inject
    SessionFactory hibernate;

    @Inject
    ChangeResource resource;

    /** An index that has not seen what was removed from the log is built again. */
    @AfterEach
    void awaitIndexes() {
        Api.awaitIndexes();
    }

    /** The cursor behind everything so far, as soon as no transaction that runs holds anything of it back. */
    private String now(String filter) {
        Awaitility.await().until(this::isAllTold);
        return soFar(filter);
    }

    private static String soFar(String filter) {
        JsonPath page = Api.json(CHANGES + "&fields=id" + filter);
        while (page.getBoolean("page.more")) {
            page = Api.json(CHANGES + "&fields=id" + filter + "&since=" + page.getString("page.since"));
        }
        return page.getString("page.since");
    }

    private boolean isAllTold() throws SQLException {
        try (Connection connection = database.getConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT coalesce(max(transaction) < pg_snapshot_xmin(pg_current_snapshot()), true)"
                                        + " FROM change")) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    /** What came since, as {@code type id}; at least the number given. */
    private static List<String> since(String cursor, String filter, int atLeast) {
        List<String> changes = new ArrayList<>();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
            changes.clear();
            String place = cursor;
            boolean more = true;
            while (more) {
                JsonPath page = Api.json(CHANGES + "&fields=id" + filter + "&since=" + place);
                List<Map<String, String>> items = page.getList("items");
                items.forEach(item -> changes.add(item.get("type") + " " + item.get("id")));
                place = page.getString("page.since");
                more = page.getBoolean("page.more");
            }
            return changes.size() >= atLeast;
        });
        return changes;
    }

    private static String id(String story) {
        return story.substring(story.lastIndexOf('/') + 1);
    }

    private static Map<String, Object> story(String category, String tag, String language) {
        Map<String, Object> story = Editor.whole("Changing " + Newsroom.unique("c"));
        story.put("category", category);
        story.put("tags", List.of(tag));
        story.put("language", language);
        return story;
    }

    private static void republish(String story, Map<String, Object> change) {
        Editor.patch(story, change).then().statusCode(200);
        Editor.act(story + "/publish").then().statusCode(200);
    }

    @Test
    void aDraftThatComesIntoACollectionIsNoChange() throws SQLException {
        String live = Editor.slug(Editor.live(Editor.whole("Live " + Newsroom.unique("c"))));
        String draft = Editor.slug(Editor.draft(Editor.whole("Draft " + Newsroom.unique("c"))));
        String collection = Editor.post(
                        "/v1/admin/collections", Map.of("title", Newsroom.unique("list"), "stories", List.of(live)))
                .header("Location");
        int before = changesOf(id(collection));

        Editor.patch(collection, Map.of("stories", List.of(draft, live))).then().statusCode(200);
        Editor.patch(collection, Map.of("stories", List.of(live, draft))).then().statusCode(200);
        assertThat(changesOf(id(collection))).isEqualTo(before);
        Editor.patch(collection, Map.of("stories", List.of(draft))).then().statusCode(200);
        assertThat(changesOf(id(collection))).isEqualTo(before + 1);
    }

    private int changesOf(String subject) throws SQLException {
        try (Connection connection = database.getConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FROM change WHERE subject_id = '" + subject + "'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void theFirstPageOfACopyIsTheSameUntilSomethingChanges() {
        AtomicReference<String> tag = new AtomicReference<>("");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(1_200))
                .until(() -> {
                    String before = tag.getAndSet(Api.get(CHANGES).header("ETag"));
                    return Api.request()
                                    .header("If-None-Match", before)
                                    .get(CHANGES)
                                    .statusCode()
                            == 304;
                });
    }

    @Test
    void equalRequestsThatWaitReadTheLogOnce() throws Exception {
        int many = 100;
        String request = "GET /v1/changes?wait=30&since=" + now("") + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        List<RawConnection> connections = new ArrayList<>();
        for (int number = 0; number < many; number++) {
            RawConnection connection = new RawConnection(RestAssured.port);
            connections.add(connection);
            connection.sendOnly(request);
        }
        String story = Editor.draft(Editor.whole("Awaited " + Newsroom.unique("c")));
        Awaitility.await().until(() -> watch.waiting() >= many);

        long before = hibernate.getStatistics().getPrepareStatementCount();
        Editor.act(story + "/publish").then().statusCode(200);
        for (RawConnection connection : connections) {
            assertThat(connection.status()).isEqualTo(200);
            connection.close();
        }
        // Each would take five, and what publishing takes comes on top.
        assertThat(hibernate.getStatistics().getPrepareStatementCount() - before)
                .isLessThan(3 * many);
    }

    /** Returns the largest number of requests that share a step which is being read. */
    private int sharing() throws ReflectiveOperationException {
        Field steps = ChangeResource.class.getDeclaredField("steps");
        Field users = SharedStep.class.getDeclaredField("users");
        steps.setAccessible(true);
        users.setAccessible(true);
        int most = 0;
        for (Object step : ((Map<?, ?>) steps.get(resource)).values()) {
            most = Math.max(most, users.getInt(step));
        }
        return most;
    }

    @Test
    void aClientThatLeavesDoesNotDisturbThoseWhoShareItsStep() throws Exception {
        String story = id(Editor.live(Editor.whole("Shared " + Newsroom.unique("c"))));
        String since = now("");
        String request = "GET /v1/changes?wait=30&since=" + since + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        int waiting = watch.waiting();
        RawConnection leaves = new RawConnection(RestAssured.port);
        leaves.sendOnly(request);
        Awaitility.await().until(() -> watch.waiting() > waiting);
        try (RawConnection stays = new RawConnection(RestAssured.port);
                Connection change = database.getConnection();
                Connection lock = database.getConnection()) {
            change.setAutoCommit(false);
            lock.setAutoCommit(false);
            try (Statement statement = lock.createStatement()) {
                // The row may be read although the transaction of the lock still runs, since that one began later.
                execute(change, "INSERT INTO change (type, subject_id) VALUES ('story.updated', '" + story + "')");
                // A step looks there for the stories that a change concerns.
                statement.execute("LOCK TABLE live_story_link IN ACCESS EXCLUSIVE MODE");
                change.commit();
                Awaitility.await().until(() -> sharing() == 1 && waitsForLock(statement));
                stays.sendOnly(request);
                Awaitility.await().until(() -> sharing() == 2);

                leaves.close();
                Awaitility.await().until(() -> sharing() == 1);
                assertThat(waitsForLock(statement)).isTrue();
            } finally {
                change.setAutoCommit(true);
                lock.rollback();
                lock.setAutoCommit(true);
            }
            assertThat(stays.status()).isEqualTo(200);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean waitsForLock(Statement statement) throws SQLException {
        try (ResultSet waiting = statement.executeQuery(
                "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = CAST('live_story_link' AS regclass)")) {
            return waiting.next();
        }
    }

    @Tag("endurance")
    @Test
    void aCopyBeginsWithAllThatIsLive() {
        String live = Editor.live(Editor.whole("Copied " + Newsroom.unique("c")));
        String draft = Editor.draft(Editor.whole("Not copied " + Newsroom.unique("c")));
        Mirror mirror = new Mirror();
        boolean more = true;
        while (more) {
            String since = mirror.since() == null ? "" : "&since=" + mirror.since();
            more = mirror.takePage(Api.get("/v1/changes?limit=17" + since).asString());
        }
        assertThat(mirror.stories()).containsKey(id(live)).doesNotContainKey(id(draft));
        mirror.stories()
                .forEach((id, bytes) ->
                        assertThat(bytes).isEqualTo(Api.get("/v1/stories/" + id).asString()));
        assertThat(mirror.tombstones()).isZero();
    }

    @Test
    void aPlaceAtTheEndIsGoodForEver() {
        String end = now("");
        JsonPath again = Api.json(CHANGES + "&since=" + end);
        assertThat(again.getList("items")).isEmpty();
        assertThat(again.getBoolean("page.more")).isFalse();
        assertThat(Api.json(CHANGES + "&since=" + again.getString("page.since")).getString("page.since"))
                .isEqualTo(again.getString("page.since"));
    }

    @Test
    void eachStoryComesOnceInItsLastState() {
        String story = Editor.live(Editor.whole("Once " + Newsroom.unique("c")));
        String cursor = now("");
        republish(story, Map.of("excerpt", "One"));
        republish(story, Map.of("excerpt", "Two"));
        republish(story, Map.of("excerpt", "Three"));
        assertThat(since(cursor, "", 1)).containsExactly("story " + id(story));
        Api.get(CHANGES + "&fields=excerpt&since=" + cursor)
                .then()
                .body("items[0].story.excerpt", equalTo("Three"))
                .body("items[0].story.size()", equalTo(1));
    }

    @Test
    void aStoryComesOnceAlsoWhereAFilterPassesOverMuch() {
        Map<String, Object> content = story("software", Newsroom.unique("far"), "en");
        String story = Editor.live(content);
        String author = Editor.post("/v1/admin/authors", Map.of("name", Newsroom.unique("Busy")))
                .header("Location");
        content.put("authors", List.of(Editor.slug(author)));
        content.put("category", "hardware");
        for (int number = 0; number < 4; number++) {
            Editor.live(content);
        }
        String filter = "&category=software";
        String cursor = now(filter);
        republish(story, Map.of("excerpt", "One"));
        Editor.patch(author, Map.of("name", "Passed over"));
        republish(story, Map.of("excerpt", "Two"));
        since(cursor, filter, 1);
        Api.get("/v1/changes?fields=excerpt&limit=3&since=" + cursor + filter)
                .then()
                .body("items.id", equalTo(List.of(id(story))))
                .body("items[0].story.excerpt", equalTo("Two"));
    }

    @Test
    void whatIsWithdrawnComesAsATombstoneAndWhatReadersNeverSawDoesNotCome() {
        String unpublished = Editor.live(Editor.whole("Unpublished " + Newsroom.unique("c")));
        String deleted = Editor.live(Editor.whole("Deleted " + Newsroom.unique("c")));
        String draft = Editor.draft(Editor.whole("Draft " + Newsroom.unique("c")));
        String cursor = now("");
        Editor.act(unpublished + "/unpublish");
        Editor.delete(deleted);
        Editor.patch(draft, Map.of("excerpt", "Still nobody's business"));
        Editor.delete(draft);
        assertThat(since(cursor, "", 2)).containsExactly("tombstone " + id(unpublished), "tombstone " + id(deleted));
    }

    @Test
    void aStoryThatLeavesTheFilterIsATombstoneForItAndNoOtherStoryIs() {
        String tag = Editor.slug(Editor.post("/v1/admin/tags", Map.of("name", Newsroom.unique("Followed")))
                .header("Location"));
        String filter = "&category=hardware&language=de&tag=" + tag;
        String moves = Editor.live(story("hardware", tag, "de"));
        String translated = Editor.live(story("hardware", tag, "de"));
        String untagged = Editor.live(story("hardware", tag, "de"));
        String stays = Editor.live(story("hardware", tag, "de"));
        String other = Editor.live(story("software", tag, "de"));
        String cursor = now(filter);
        republish(other, Map.of("category", "policy"));
        Editor.act(other + "/unpublish");
        republish(moves, Map.of("category", "software"));
        republish(translated, Map.of("language", "fr"));
        republish(untagged, Map.of("tags", List.of()));
        republish(stays, Map.of("excerpt", "Still here"));
        assertThat(since(cursor, filter, 4))
                .containsExactly(
                        "tombstone " + id(moves),
                        "tombstone " + id(translated),
                        "tombstone " + id(untagged),
                        "story " + id(stays));
        republish(moves, Map.of("category", "hardware"));
        assertThat(since(cursor, filter, 4)).contains("story " + id(moves));
    }

    @Test
    void whatNamesOrLinksToSomethingThatIsRenamedComesToo() {
        String author = Editor.post("/v1/admin/authors", Map.of("name", Newsroom.unique("Renamed")))
                .header("Location");
        Map<String, Object> content = Editor.whole("Written " + Newsroom.unique("c"));
        content.put("authors", List.of(Editor.slug(author)));
        String written = Editor.live(content);
        content = Editor.whole("Linking " + Newsroom.unique("c"));
        content.put("body", Editor.markdown("See [that](story:" + id(written) + ")."));
        String linking = Editor.live(content);
        String cursor = now("");
        Editor.patch(author, Map.of("bio", "Changes nothing that stories show"));
        Editor.patch(author, Map.of("name", "Another name"));
        assertThat(since(cursor, "", 1)).containsExactly("story " + id(written));
        cursor = now("");
        republish(written, Map.of("excerpt", "Not shown by those that link here"));
        assertThat(since(cursor, "", 1)).containsExactly("story " + id(written));
        cursor = now("");
        republish(written, Map.of("title", "Shown by those that link here"));
        assertThat(since(cursor, "", 2)).containsExactlyInAnyOrder("story " + id(written), "story " + id(linking));
    }

    @Test
    void oneRowThatConcernsManyStoriesIsReadPageByPage() {
        String author = Editor.post("/v1/admin/authors", Map.of("name", Newsroom.unique("Prolific")))
                .header("Location");
        List<String> expected = new ArrayList<>();
        for (int number = 0; number < 7; number++) {
            Map<String, Object> content = Editor.whole("One of many " + Newsroom.unique("c"));
            content.put("authors", List.of(Editor.slug(author)));
            expected.add(id(Editor.live(content)));
        }
        String cursor = now("");
        Editor.patch(author, Map.of("name", "Less prolific"));
        since(cursor, "", 7);
        List<String> got = new ArrayList<>();
        String place = cursor;
        boolean more = true;
        while (more) {
            JsonPath page = Api.json("/v1/changes?limit=2&since=" + place);
            got.addAll(page.getList("items.id"));
            place = page.getString("page.since");
            more = page.getBoolean("page.more");
        }
        assertThat(got).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void aRequestThatWaitsGetsAResponseAsSoonAsSomethingChanges() throws Exception {
        String story = Editor.live(Editor.whole("Awaited " + Newsroom.unique("c")));
        String cursor = now("");
        CompletableFuture<Response> waiting =
                CompletableFuture.supplyAsync(() -> Api.get(CHANGES + "&wait=30&since=" + cursor));
        Awaitility.await().during(Duration.ofSeconds(1)).until(() -> !waiting.isDone());
        Editor.act(story + "/unpublish");
        Instant changed = Instant.now();
        waiting.get(10, TimeUnit.SECONDS).then().statusCode(200).body("items[0].id", equalTo(id(story)));
        assertThat(Duration.between(changed, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aRequestThatWaitsInVainGetsAResponseInTime() {
        String cursor = now("&language=nl");
        Instant asked = Instant.now();
        Api.get(CHANGES + "&wait=2&language=nl&since=" + cursor)
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(0));
        assertThat(Duration.between(asked, Instant.now())).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(10));
    }

    @Test
    void aTransactionThatCommitsLateIsNotSkipped() throws Exception {
        String before = now("");
        String early = Editor.live(Editor.whole("Early " + Newsroom.unique("c")));
        String late = Editor.live(Editor.whole("Late " + Newsroom.unique("c")));
        Awaitility.await().until(() -> since(before, "", 2).contains("story " + id(late)));
        String cursor = now("");
        try (Connection connection = database.getConnection()) {
            withdraw(late, connection);
            Editor.act(early + "/unpublish");
            String held = soFar("");
            assertThat(Api.json(CHANGES + "&since=" + cursor).getList("items")).isEmpty();
            connection.commit();
            connection.setAutoCommit(true);
            assertThat(since(cursor, "", 2)).containsExactly("tombstone " + id(late), "tombstone " + id(early));
            assertThat(since(held, "", 2)).containsExactly("tombstone " + id(late), "tombstone " + id(early));
        }
    }

    /** As unpublishing does, but without an end. */
    private static void withdraw(String story, Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO change (type, subject_id, was_category_id, was_language, was_tag_ids)"
                    + " SELECT 'story.unpublished', story_id, category_id, language, '{}' FROM live_story"
                    + " WHERE story_id = '" + id(story) + "'");
            statement.execute("UPDATE story SET status = 'unpublished' WHERE id = '" + id(story) + "'");
            statement.execute("DELETE FROM live_story WHERE story_id = '" + id(story) + "'");
        }
    }

    @Test
    void aCursorOlderThanTheLogIsTooOld() throws Exception {
        String cursor = now("");
        Editor.act(Editor.live(Editor.whole("Forgotten " + Newsroom.unique("c"))) + "/unpublish");
        String later = Editor.live(Editor.whole("Remembered " + Newsroom.unique("c")));
        since(cursor, "", 2);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE change SET at = at - interval '100 days' WHERE subject_id <> '" + id(later) + "'");
        }
        retention.deleteOld();
        Api.get(CHANGES + "&since=" + cursor)
                .then()
                .statusCode(410)
                .body("type", equalTo("/problems/cursor-expired"))
                .body("detail", containsString("start again without since"));
        Api.get("/v1/changes/stream?since=" + cursor).then().statusCode(410);
        assertThat(Api.get("/v1/stories").statusCode()).isEqualTo(200);
        assertThat(now("")).isNotEqualTo(cursor);
    }

    @Test
    void aCursorAtTheLastRowThatWasRemovedIsStillValid() throws Exception {
        Editor.act(Editor.live(Editor.whole("Forgotten " + Newsroom.unique("c"))) + "/unpublish");
        String cursor = now("");
        String later = Editor.live(Editor.whole("Remembered " + Newsroom.unique("c")));
        since(cursor, "", 1);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE change SET at = at - interval '100 days' WHERE subject_id <> '" + id(later) + "'");
            retention.deleteOld();
            try (var rows = statement.executeQuery("SELECT count(DISTINCT subject_id) FROM change")) {
                rows.next();
                assertThat(rows.getInt(1)).isOne();
            }
        }
        assertThat(since(cursor, "", 1)).containsExactly("story " + id(later));
    }

    @Test
    void theLastRowIsRetainedWithAnyNumber() throws Exception {
        now("");
        String one = Editor.live(Editor.whole("Out of order " + Newsroom.unique("c")));
        String other = Editor.live(Editor.whole("Out of order " + Newsroom.unique("c")));
        String cursor = now("");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT pg_current_xact_id()");
            Editor.act(one + "/unpublish");
            // An older transaction writes a row with a higher number.
            withdraw(other, connection);
            connection.commit();
            connection.setAutoCommit(true);
            assertThat(since(cursor, "", 2)).containsExactly("tombstone " + id(other), "tombstone " + id(one));
            String end = now("");
            statement.execute("UPDATE change SET at = at - interval '100 days'");
            retention.deleteOld();
            try (var rows = statement.executeQuery("SELECT subject_id FROM change")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo(id(one));
                assertThat(rows.next()).isFalse();
            }
            assertThat(Api.json(CHANGES + "&since=" + end).getList("items")).isEmpty();
        }
    }

    @Test
    void cursorsOfEarlierVersionsAndForgedOnesAreTooOld() {
        now("");
        String id = UUID.randomUUID().toString();
        for (String key : List.of(
                "f." + id + ".12345.678",
                "c." + id + ".12345.678",
                "f.99999999999999999999." + id,
                "f.-1." + id,
                "f.1.------------------------------------",
                "f.1." + id,
                "f.0." + id,
                "f.1." + id + ".2",
                "f.1." + id + ".2." + id + ".3." + id,
                "x.1." + id,
                "")) {
            for (String story : List.of("", id, "nonsense")) {
                String cursor = new Cursor(key, story).encode(SyncFilter.NONE.binding());
                Api.get(CHANGES + "&since=" + cursor)
                        .then()
                        .statusCode(410)
                        .body("type", equalTo("/problems/cursor-expired"));
                Api.get("/v1/changes/stream?since=" + cursor).then().statusCode(410);
            }
        }
    }

    @Test
    void draftsChangeNeitherTheCursorNorTheETag() throws Exception {
        String story = Editor.live(Editor.whole("Quiet " + Newsroom.unique("c")));
        String end = now("");
        Response copy = Api.get("/v1/changes?limit=1");
        Response page = Api.get(CHANGES + "&since=" + end);
        String draft = Editor.draft(Editor.whole("Draft " + Newsroom.unique("c")));
        for (int number = 0; number < 5; number++) {
            Editor.patch(draft, Map.of("excerpt", "Saved " + number));
            Editor.patch(story, Map.of("excerpt", "Not published " + number));
        }
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (int number = 0; number < 5; number++) {
                statement.execute("SELECT pg_current_xact_id()");
            }
        }
        Response laterCopy = Api.get("/v1/changes?limit=1");
        Response laterPage = Api.get(CHANGES + "&since=" + end);
        assertThat(laterCopy.asString()).isEqualTo(copy.asString());
        assertThat(laterCopy.header("ETag")).isEqualTo(copy.header("ETag"));
        assertThat(laterPage.asString()).isEqualTo(page.asString());
        assertThat(laterPage.header("ETag")).isEqualTo(page.header("ETag"));
        assertThat(laterPage.jsonPath().getString("page.since")).isEqualTo(end);
        String text = new String(Base64.getUrlDecoder().decode(end), StandardCharsets.ISO_8859_1);
        // Behind the signature and the digest of the filter
        assertThat(text.substring(24)).matches("f\\.\\d+\\.[0-9a-f-]{36}\u001f[0-9a-f-]*");
    }

    @Test
    void aLogFromAnotherServerIsReadAndItsCursorsAreNot() throws Exception {
        String cursor = now("");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO change (transaction, type, subject_id)"
                    + " VALUES ('9000000000000', 'collection.changed', gen_random_uuid())");
        }
        // The node sees it without being started anew.
        Awaitility.await().until(() -> Api.get(CHANGES + "&since=" + cursor).statusCode() == 410);
        String story = Editor.live(Editor.whole("Adopted " + Newsroom.unique("c")));
        String fresh = now("");
        Editor.act(story + "/unpublish");
        assertThat(since(fresh, "", 1)).containsExactly("tombstone " + id(story));
    }

    @Test
    void whatIsWrongIsNamed() {
        String cursor = now("");
        Map.of(
                        "since=a%20b",
                        "since",
                        "since=" + cursor + "&category=hardware",
                        "since",
                        "category=no-such-category",
                        "category",
                        "tag=no-such-tag",
                        "tag",
                        "limit=101",
                        "limit",
                        "wait=61",
                        "wait",
                        "fields=related",
                        "fields",
                        "cursor=abc",
                        "cursor")
                .forEach((query, parameter) -> Api.get("/v1/changes?" + query)
                        .then()
                        .statusCode(400)
                        .body("errors[0].parameter", equalTo(parameter)));
    }

    @Test
    void aFilterThatNamesWhatIsGoneSaysThatItIsTimeToStartAfresh() {
        String tag = Editor.post("/v1/admin/tags", Map.of("name", Newsroom.unique("Short-lived")))
                .header("Location");
        String filter = "&tag=" + Editor.slug(tag);
        String cursor = now(filter);
        Editor.delete(tag).then().statusCode(204);
        Api.get(CHANGES + filter + "&since=" + cursor).then().statusCode(410);
    }

    @Test
    void noSharedCacheMayReuseTheResponse() {
        Response page = Api.get(CHANGES + "&since=" + now(""));
        assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
        Api.request()
                .header("If-None-Match", page.header("ETag"))
                .get(CHANGES + "&since=" + page.jsonPath().getString("page.since"))
                .then()
                .statusCode(304);
    }
}
