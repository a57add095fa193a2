package org.broadsheet.integration.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events are sent to a real receiver, which may be in any state. */
@QuarkusTest
class WebhookTest {

    private static final String WEBHOOKS = "/v1/admin/webhooks";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    DataSource database;

    @Inject
    Deliveries deliveries;

    private final List<String> made = new ArrayList<>();

    @AfterEach
    void deleteWebhooks() {
        made.forEach(Editor::delete);
    }

    private Response make(String url, Map<String, ?> more) {
        Map<String, Object> content = new HashMap<>(more);
        content.put("url", url);
        Response answer = Editor.post(WEBHOOKS, content);
        answer.then().statusCode(201);
        made.add(answer.header("Location"));
        return answer;
    }

    private String webhook(Receiver receiver) {
        return make(receiver.url(), Map.of()).header("Location");
    }

    private static String id(String story) {
        return story.substring(story.lastIndexOf('/') + 1);
    }

    private static JsonNode event(Receiver.Received received) {
        try {
            return JSON.readTree(received.payload());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The types of the events about a subject, in the order in which they came. */
    private static List<String> told(Receiver receiver, String subject) {
        return receiver.received().stream()
                .map(WebhookTest::event)
                .filter(event -> event.at("/data/id").asText().equals(subject))
                .map(event -> event.path("type").asText())
                .toList();
    }

    private static void hears(Receiver receiver, String subject, String... types) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(told(receiver, subject)).containsExactly(types));
    }

    private static List<Receiver.Received> about(Receiver receiver, String subject) {
        return receiver.received().stream()
                .filter(one -> event(one).at("/data/id").asText().equals(subject))
                .toList();
    }

    private static Response awaitDelivery(String webhook, String subject, String status) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(
                        () -> Editor.get(webhook + "/deliveries?limit=100"),
                        answer -> answer.jsonPath()
                                .getList("items.findAll { it.payload.data.id == '" + subject + "' }.status")
                                .contains(status));
    }

    @Test
    void theEventsOfAStoryAreSentInOrderAndSigned() throws Exception {
        try (Receiver receiver = new Receiver(Receiver.answering(204))) {
            String secret = make(receiver.url(), Map.of()).jsonPath().getString("secret");
            String story = Editor.live(Editor.whole("Told " + Newsroom.unique("w")));
            String former = Editor.slug(story);
            Editor.patch(story, Map.of("slug", Newsroom.unique("moved")));
            Editor.act(story + "/publish");
            Editor.act(story + "/unpublish");
            Editor.act(story + "/publish");
            Editor.delete(story);
            hears(
                    receiver,
                    id(story),
                    "story.published",
                    "story.updated",
                    "story.slug-changed",
                    "story.unpublished",
                    "story.published",
                    "story.deleted");
            for (Receiver.Received received : receiver.received()) {
                received.verify(secret);
            }
            List<Receiver.Received> life = about(receiver, id(story));
            assertThat(life.stream().map(Receiver.Received::id)).doesNotHaveDuplicates();
            JsonNode last = event(life.get(life.size() - 1));
            assertThat(last.at("/data/slugs").toString()).contains(former);
            assertThat(last.at("/data/story").isMissingNode()).isTrue();
            assertThatThrownBy(() -> life.get(0).verify("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                    .hasMessageContaining("signature");
        }
    }

    @Test
    void aCorrectionAndAChangeOfTheSiteAreEventsToSubscribeTo() throws Exception {
        try (Receiver receiver = new Receiver(Receiver.answering(204))) {
            make(receiver.url(), Map.of("types", List.of("story.corrected", "site.changed")));
            String story = Editor.live(Editor.whole("Corrected " + Newsroom.unique("w")));
            Editor.patch(
                            story,
                            Map.of(
                                    "corrections",
                                    List.of(Map.of(
                                            "kind", "correction", "text", "Told.", "at", "2026-01-02T03:04:05Z"))))
                    .then()
                    .statusCode(200);
            Editor.act(story + "/publish").then().statusCode(200);
            hears(receiver, id(story), "story.corrected");
            assertThat(event(about(receiver, id(story)).get(0))
                            .at("/data/story/corrections/0/text")
                            .asText())
                    .isEqualTo("Told.");

            Editor.patch("/v1/admin/site", Map.of("description", "Told."))
                    .then()
                    .statusCode(200);
            Editor.patch("/v1/admin/site", Collections.singletonMap("description", null))
                    .then()
                    .statusCode(200);
            String site = Editor.get("/v1/admin/audit?action=site.changed&limit=1")
                    .jsonPath()
                    .getString("items[0].subject.id");
            hears(receiver, site, "site.changed", "site.changed");
        }
    }

    @Test
    void anEventIsTheSameForEveryWebhook() throws Exception {
        try (Receiver one = new Receiver(Receiver.answering(204));
                Receiver other = new Receiver(Receiver.answering(200))) {
            webhook(one);
            webhook(other);
            String story = Editor.live(Editor.whole("Same " + Newsroom.unique("w")));
            hears(one, id(story), "story.published");
            hears(other, id(story), "story.published");
            assertThat(about(one, id(story)).get(0).payload())
                    .isEqualTo(about(other, id(story)).get(0).payload());
            assertThat(about(one, id(story)).get(0).id())
                    .isEqualTo(about(other, id(story)).get(0).id());
            assertThat(event(about(one, id(story)).get(0))
                            .at("/data/story/title")
                            .asText())
                    .startsWith("Same ");
        }
    }

    @Test
    void eachGetsWhatItWants() throws Exception {
        try (Receiver culture = new Receiver(Receiver.answering(204));
                Receiver tags = new Receiver(Receiver.answering(204))) {
            make(culture.url(), Map.of("categories", List.of("culture"), "types", List.of("story.updated")));
            make(tags.url(), Map.of("types", List.of("tag.changed")));
            Map<String, Object> content = Editor.whole("Wanted " + Newsroom.unique("w"));
            content.put("category", "culture");
            String wanted = Editor.live(content);
            String other = Editor.live(Editor.whole("Unwanted " + Newsroom.unique("w")));
            Editor.patch(other, Map.of("excerpt", "Still not wanted"));
            Editor.act(other + "/publish");
            Editor.patch(wanted, Map.of("category", "industry"));
            Editor.act(wanted + "/publish");
            Editor.patch(wanted, Map.of("excerpt", "Not wanted any more"));
            Editor.act(wanted + "/publish");
            String tag = Editor.post("/v1/admin/tags", Map.of("name", Newsroom.unique("Wanted")))
                    .header("Location");
            hears(tags, id(tag), "tag.changed");
            hears(culture, id(wanted), "story.updated");
            assertThat(culture.received()).hasSize(1);
            assertThat(event(tags.received().get(0)).at("/data/entry/slug").asText())
                    .isEqualTo(Editor.slug(tag));
        }
    }

    @Test
    void whatFailsIsTriedAgainWithTheSameIdAndLaterEventsOfTheStoryWait() throws Exception {
        try (Receiver receiver = new Receiver((exchange, number) -> {
            switch (number) {
                case 1 -> exchange.sendResponseHeaders(500, -1);
                case 2 -> Receiver.stall(Duration.ofMillis(1_500));
                case 3 -> exchange.close();
                default -> exchange.sendResponseHeaders(204, -1);
            }
        })) {
            Response webhook = make(receiver.url(), Map.of());
            String story = Editor.live(Editor.whole("Retried " + Newsroom.unique("w")));
            Editor.act(story + "/unpublish");
            hears(
                    receiver,
                    id(story),
                    "story.published",
                    "story.published",
                    "story.published",
                    "story.published",
                    "story.unpublished");
            List<Receiver.Received> attempts = about(receiver, id(story)).subList(0, 4);
            assertThat(attempts.stream().map(Receiver.Received::id).distinct()).hasSize(1);
            assertThat(attempts.stream().map(Receiver.Received::payload).distinct())
                    .hasSize(1);
            for (Receiver.Received attempt : attempts) {
                attempt.verify(webhook.jsonPath().getString("secret"));
            }
            Response deliveries = awaitDelivery(webhook.header("Location"), id(story), "delivered");
            deliveries
                    .then()
                    .body("items[-1].attempts.size()", equalTo(4))
                    .body("items[-1].attempts.status", equalTo(java.util.Arrays.asList(204, null, null, 500)))
                    .body("items[-1].attempts[1].error", not(nullValue()))
                    .body("items[-1].attempts[2].error", containsString("no complete response"))
                    .body("items[-1].attempts[3].request.url", equalTo(receiver.url()));
        }
    }

    @Test
    void redirectsAreNotFollowed() throws Exception {
        try (Receiver secret = new Receiver(Receiver.answering(204));
                Receiver receiver = new Receiver((exchange, number) -> {
                    exchange.getResponseHeaders().set("Location", secret.url());
                    exchange.sendResponseHeaders(307, -1);
                })) {
            String webhook = webhook(receiver);
            String story = Editor.live(Editor.whole("Redirected " + Newsroom.unique("w")));
            awaitDelivery(webhook, id(story), "failed").then().body("items[0].attempts.status", hasItem(307));
            assertThat(about(receiver, id(story))).hasSize(4);
            assertThat(secret.received()).isEmpty();
        }
    }

    @Test
    void anEndpointThatSendsRetryAfterGetsThePause() throws Exception {
        try (Receiver receiver = new Receiver((exchange, number) -> {
            if (number == 1) {
                exchange.getResponseHeaders().set("Retry-After", "3");
            }
            exchange.sendResponseHeaders(number == 1 ? 503 : 204, -1);
        })) {
            webhook(receiver);
            String story = Editor.live(Editor.whole("Patient " + Newsroom.unique("w")));
            hears(receiver, id(story), "story.published", "story.published");
            List<Receiver.Received> attempts = about(receiver, id(story));
            assertThat(Duration.between(attempts.get(0).at(), attempts.get(1).at()))
                    .isGreaterThan(Duration.ofMillis(2_500));
        }
    }

    /** It was disabled by nobody but Broadsheet, once. */
    private static void assertAudited(String webhook, String because) {
        Editor.get("/v1/admin/audit?action=webhook.disabled&subject=" + id(webhook))
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .body("items[0].actor.kind", equalTo("system"))
                .body("items[0].address", nullValue())
                .body("items[0].subject.kind", equalTo("webhook"))
                .body("items[0].before.enabled", equalTo(true))
                .body("items[0].after.enabled", equalTo(false))
                .body("items[0].after.disabledBecause", containsString(because));
    }

    @Test
    void anEndpointThatIsGoneIsLeftAlone() throws Exception {
        try (Receiver receiver = new Receiver(Receiver.answering(410))) {
            String webhook = webhook(receiver);
            String story = Editor.live(Editor.whole("Gone " + Newsroom.unique("w")));
            Awaitility.await()
                    .untilAsserted(() -> Editor.get(webhook)
                            .then()
                            .body("enabled", equalTo(false))
                            .body("disabledBecause", containsString("410")));
            assertAudited(webhook, "410");
            Editor.act(story + "/unpublish");
            Awaitility.await()
                    .during(Duration.ofMillis(1_500))
                    .untilAsserted(() -> assertThat(told(receiver, id(story))).containsExactly("story.published"));
        }
    }

    @Test
    void anEndpointThatFailsForTooLongIsDisabledAndWhatItMissedCanBeReplayed() throws Exception {
        boolean[] works = {false};
        try (Receiver receiver =
                new Receiver((exchange, number) -> exchange.sendResponseHeaders(works[0] ? 204 : 500, -1))) {
            String webhook = webhook(receiver);
            Instant since = Instant.now();
            String story = Editor.live(Editor.whole("Missed " + Newsroom.unique("w")));
            Awaitility.await().untilAsserted(() -> Editor.get(webhook).then().body("failingSince", not(nullValue())));
            execute("UPDATE webhook SET failing_since = failing_since - interval '4 days' WHERE id = '"
                    + webhook.substring(webhook.lastIndexOf('/') + 1) + "'");
            Awaitility.await()
                    .untilAsserted(() -> Editor.get(webhook)
                            .then()
                            .body("enabled", equalTo(false))
                            .body("disabledBecause", containsString("failed for longer than")));
            assertAudited(webhook, "failed for longer than");
            Editor.act(story + "/unpublish");
            works[0] = true;
            Editor.patch(webhook, Map.of("enabled", true))
                    .then()
                    .statusCode(200)
                    .body("disabledBecause", nullValue())
                    .body("failingSince", nullValue());
            replay(webhook, since);
            Awaitility.await()
                    .untilAsserted(() ->
                            assertThat(told(receiver, id(story))).endsWith("story.published", "story.unpublished"));
        }
    }

    private static void replay(String webhook, Instant since) {
        Editor.post(webhook + "/replay", Map.of("since", since.toString()))
                .then()
                .statusCode(202)
                .body("since", not(nullValue()));
    }

    @Test
    void whatHasTheSameIdHasTheSameContentHoweverOftenItIsSent() throws Exception {
        try (Receiver receiver = new Receiver(Receiver.answering(204))) {
            String webhook = webhook(receiver);
            Instant since = Instant.now();
            String story = Editor.live(Editor.whole("Again " + Newsroom.unique("w")));
            hears(receiver, id(story), "story.published");
            Editor.patch(story, Map.of("excerpt", "Another than it was"));
            Editor.act(story + "/publish");
            hears(receiver, id(story), "story.published", "story.updated");
            awaitDelivery(webhook, id(story), "delivered");

            replay(webhook, since);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(about(receiver, id(story))).hasSize(4));
            assertThat(ids(about(receiver, id(story)))).hasSize(2);

            execute("DELETE FROM webhook_delivery WHERE webhook_id = '" + id(webhook) + "'");
            replay(webhook, since);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(about(receiver, id(story))).hasSize(6));
            assertThat(ids(about(receiver, id(story)))).hasSize(4);
            assertThat(about(receiver, id(story)).stream()
                            .map(one -> one.id() + one.payload())
                            .collect(Collectors.toSet()))
                    .hasSize(4);
        }
    }

    private static Set<String> ids(List<Receiver.Received> received) {
        return received.stream().map(Receiver.Received::id).collect(Collectors.toSet());
    }

    @Test
    void theNewestEventOfAStoryIsTheLastOneAfterAReplay() throws Exception {
        try (Receiver receiver = new Receiver(Receiver.answering(204));
                Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            String webhook = make(receiver.url(), Map.of("types", List.of("story.published", "story.unpublished")))
                    .header("Location");
            Instant since = Instant.now();
            String first = Editor.live(Editor.whole("First " + Newsroom.unique("w")));
            hears(receiver, id(first), "story.published");
            awaitDelivery(webhook, id(first), "delivered");
            // The story is replayed in the third step; new events are created and sent between the steps.
            execute("INSERT INTO change (type, subject_id) SELECT 'tag.changed', gen_random_uuid()"
                    + " FROM generate_series(1, 450)");
            String story = Editor.live(Editor.whole("Replayed " + Newsroom.unique("w")));
            hears(receiver, id(story), "story.published");
            awaitDelivery(webhook, id(story), "delivered");

            connection.setAutoCommit(false);
            statement.execute("SELECT 1 FROM webhook_delivery WHERE subject_id = '" + id(first) + "' FOR UPDATE");
            replay(webhook, since);
            long blocking = backend(statement);
            Awaitility.await()
                    .until(() -> count("SELECT count(*) FROM pg_stat_activity WHERE %d = ANY(pg_blocking_pids(pid))"
                                    .formatted(blocking))
                            > 0);
            Editor.act(story + "/unpublish").then().statusCode(200);
            connection.commit();
            connection.setAutoCommit(true);

            Awaitility.await().until(() -> count("SELECT count(*) FROM webhook_replay") == 0);
            Awaitility.await()
                    .until(() -> count("SELECT count(*) FROM webhook_delivery WHERE status = 'pending'"
                                    + " AND webhook_id = '" + id(webhook) + "'")
                            == 0);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(told(receiver, id(story)))
                            .hasSizeGreaterThan(2)
                            .endsWith("story.published", "story.unpublished"));
        }
    }

    private static long backend(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Readers of the log wait for the end of each transaction that writes. */
    @Test
    void aReplayTakesAFewRowsOfTheLogInEachTransaction() throws Exception {
        String webhook = make("https://site.example/", Map.of("enabled", false, "types", List.of("tag.changed")))
                .header("Location");
        Instant since = Instant.now();
        execute("INSERT INTO change (type, subject_id) SELECT 'tag.changed', gen_random_uuid()"
                + " FROM generate_series(1, 250)");
        Awaitility.await().until(() -> count("SELECT count(*) FROM webhook_outbox WHERE " + Outbox.IS_BEHIND) == 0);
        String pending =
                "SELECT count(*) FROM webhook_delivery WHERE status = 'pending' AND webhook_id = '" + id(webhook) + "'";
        replay(webhook, since);
        Awaitility.await().until(() -> count(pending) == 250);
        execute("UPDATE webhook_delivery SET status = 'failed' WHERE webhook_id = '" + id(webhook) + "'");

        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT 1 FROM webhook_delivery WHERE webhook_id = '" + id(webhook)
                    + "' ORDER BY sequence DESC LIMIT 1 FOR UPDATE");
            replay(webhook, since);
            Awaitility.await().until(() -> count(pending) == 200);
            connection.commit();
            connection.setAutoCommit(true);
        }
        Awaitility.await().until(() -> count(pending) == 250);
        Awaitility.await().until(() -> count("SELECT count(*) FROM webhook_replay") == 0);
    }

    /** For the same reason. */
    @Test
    void oldDeliveriesAreForgottenAFewAtATime() throws Exception {
        String webhook = make("https://site.example/", Map.of("enabled", false)).header("Location");
        execute(
                "INSERT INTO webhook_delivery (id, webhook_id, message_id, type, subject_id, payload, status, created_at)"
                        + " SELECT gen_random_uuid(), '" + id(webhook)
                        + "', 'msg_old', 'tag.changed', gen_random_uuid(), '{}',"
                        + " 'delivered', now() - interval '40 days' FROM generate_series(1, 700)");
        String old = "SELECT count(*) FROM webhook_delivery WHERE webhook_id = '" + id(webhook) + "'";

        assertThat(deliveries.purge()).isTrue();
        assertThat(count(old)).isEqualTo(200);
        assertThat(deliveries.purge()).isFalse();
        assertThat(count(old)).isZero();
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void oneThatIsSlowDelaysNoOther() throws Exception {
        try (Receiver slow = new Receiver((exchange, number) -> Receiver.stall(Duration.ofSeconds(5)));
                Receiver quick = new Receiver(Receiver.answering(204))) {
            webhook(slow);
            webhook(quick);
            List<String> stories = new ArrayList<>();
            for (int number = 0; number < 20; number++) {
                stories.add(Editor.live(Editor.whole("Quick " + Newsroom.unique("w"))));
            }
            Instant last = Instant.now();
            stories.forEach(story -> hears(quick, id(story), "story.published"));
            assertThat(Duration.between(last, Instant.now())).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void aTransactionThatCommitsLateIsNotSkipped() throws Exception {
        String late = Editor.live(Editor.whole("Late " + Newsroom.unique("w")));
        String early = Editor.live(Editor.whole("Early " + Newsroom.unique("w")));
        try (Receiver receiver = new Receiver(Receiver.answering(204));
                Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            webhook(receiver);
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO change (type, subject_id) VALUES ('story.updated', '" + id(late) + "')");
            Editor.act(early + "/unpublish");
            // What was published just before the webhook was made may be sent.
            Awaitility.await()
                    .during(Duration.ofSeconds(2))
                    .until(() -> !told(receiver, id(early)).contains("story.unpublished"));
            connection.commit();
            connection.setAutoCommit(true);
            Awaitility.await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
                assertThat(told(receiver, id(late))).endsWith("story.updated");
                assertThat(told(receiver, id(early))).endsWith("story.unpublished");
            });
        }
    }

    @Test
    void whileASecretIsRotatedBothAreSignedWith() throws Exception {
        try (Receiver receiver = new Receiver(Receiver.answering(204))) {
            Response webhook = make(receiver.url(), Map.of());
            String former = webhook.jsonPath().getString("secret");
            Response rotated = Editor.post(webhook.header("Location") + "/secret", Map.of());
            rotated.then().statusCode(200).body("formerSecretUntil", not(nullValue()));
            String secret = rotated.jsonPath().getString("secret");
            assertThat(secret).startsWith("whsec_").isNotEqualTo(former);
            Editor.get(webhook.header("Location")).then().body("secret", nullValue());
            assertThat(Editor.get("/v1/admin/audit?limit=20").asString()).doesNotContain(secret, former);
            Editor.act(webhook.header("Location") + "/ping").then().statusCode(201);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(receiver.received()).isNotEmpty());
            receiver.received().get(0).verify(secret);
            receiver.received().get(0).verify(former);
        }
    }

    @Test
    void aTestIsSentEvenToADisabledOneAndADeliveryCanBeReplayed() throws Exception {
        try (Receiver receiver = new Receiver(Receiver.answering(204))) {
            String webhook = make(receiver.url(), Map.of("enabled", false)).header("Location");
            Response ping = Editor.act(webhook + "/ping");
            ping.then().statusCode(201).body("type", equalTo("webhook.ping"));
            String delivery = ping.header("Location");
            Awaitility.await().untilAsserted(() -> Editor.get(delivery).then().body("status", equalTo("delivered")));
            Editor.act(delivery + "/replay").then().statusCode(200).body("status", equalTo("pending"));
            Awaitility.await().untilAsserted(() -> Editor.get(delivery).then().body("attempts.size()", equalTo(2)));
            assertThat(receiver.received().get(0).id())
                    .isEqualTo(receiver.received().get(1).id());
            assertThat(receiver.received()).hasSize(2);
        }
    }

    @Test
    void anAddressOutsideThePublicInternetIsRejected() {
        for (String host : List.of(
                "10.0.0.1",
                "172.16.5.5",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "[::1]",
                "[fe80::1]",
                "[fd00::1]",
                "[::ffff:10.0.0.1]",
                "[64:ff9b::a00:1]",
                "[2002:a00:1::]",
                "167772161")) {
            int status = Editor.post(WEBHOOKS, Map.of("url", "http://" + host + "/hook"))
                    .statusCode();
            assertThat(status).as(host).isEqualTo(422);
        }
        for (String url : List.of(
                "ftp://site.example/",
                "http://user:secret@site.example/",
                "https://site.example/#x",
                "https:///x",
                "http://[fe80::1%25eth0]/",
                "http://[2606:4700::1111%251]/",
                "https://site.example:0/",
                "https://1.2.3.400/",
                "https://site.300/",
                "https://" + "a".repeat(64) + ".example/",
                "x")) {
            Editor.post(WEBHOOKS, Map.of("url", url)).then().statusCode(422).body("errors.pointer", contains("/url"));
        }
    }

    @Test
    void whereANameLeadsIsLookedAtWhenTheConnectionIsMade() throws Exception {
        try (Receiver receiver = new Receiver(Receiver.answering(204))) {
            String webhook = webhook(receiver);
            execute("UPDATE webhook SET url = 'http://10.0.0.1/hook' WHERE id = '"
                    + webhook.substring(webhook.lastIndexOf('/') + 1) + "'");
            String story = Editor.live(Editor.whole("Nowhere " + Newsroom.unique("w")));
            awaitDelivery(webhook, id(story), "failed")
                    .then()
                    .body("items[0].attempts[0].error", containsString("not on the public Internet"));
        }
    }

    @Test
    void aFilterOfWhatIsGoneLetsNothingPass() throws Exception {
        try (Receiver receiver = new Receiver(Receiver.answering(204))) {
            String tag = Editor.post("/v1/admin/tags", Map.of("name", Newsroom.unique("Gone")))
                    .header("Location");
            String slug = Editor.slug(tag);
            String webhook = make(receiver.url(), Map.of("tags", List.of(slug))).header("Location");
            Editor.get(webhook).then().body("tags", contains(slug));
            Editor.delete(tag).then().statusCode(204);
            Editor.get(webhook).then().body("tags", contains(id(tag)));
            Editor.patch(webhook, Map.of("description", "Another"))
                    .then()
                    .statusCode(200)
                    .body("tags", contains(id(tag)));
            String story = Editor.live(Editor.whole("Not for it " + Newsroom.unique("w")));
            Awaitility.await()
                    .during(Duration.ofMillis(1_500))
                    .until(() -> told(receiver, id(story)).isEmpty());
        }
    }

    @Test
    void anAddressTakesTheMethodsThatItTakesAndSaysSo() {
        String webhook = make("https://site.example/", Map.of()).header("Location");
        Editor.get(webhook + "/ping").then().statusCode(405).header("Allow", "POST, OPTIONS");
        Editor.delete(webhook + "/deliveries").then().statusCode(405).header("Allow", "GET, HEAD, OPTIONS");
        Editor.get(webhook + "/nothing").then().statusCode(404);
    }

    @Test
    void anErrorNamesItsMember() {
        Editor.post(
                        WEBHOOKS,
                        Map.of(
                                "url", "https://site.example/",
                                "types", List.of("story.read"),
                                "languages", List.of("no language")))
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/types/0"))
                .body("errors.pointer", hasItem("/languages/0"));
        Editor.post(
                        WEBHOOKS,
                        Map.of("url", "https://site.example/", "categories", List.of("nope"), "tags", List.of("no")))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/categories/0", "/tags/0"));
    }
}
