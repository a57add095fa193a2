package org.broadsheet.editorial.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.awaitility.Awaitility;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.junit.jupiter.api.Test;

/** Stories that are withdrawn: at a time, and with a reason for readers. */
@QuarkusTest
class WithdrawalTest {

    private static final String REASON = "The licence of <the text> has expired.";

    private final String title = "Withdrawn " + Newsroom.unique("w");

    private static String in(long millis) {
        return Instant.now().plusMillis(millis).truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static int status(String slug) {
        return Api.get("/v1/stories/" + slug).statusCode();
    }

    @Test
    void theReasonIsInThe410UntilTheStoryIsPublishedAgain() {
        String story = Editor.live(Editor.whole(title));
        String slug = Editor.slug(story);
        Editor.act(story + "/unpublish", Map.of("reason", "  " + REASON + " "))
                .then()
                .statusCode(200)
                .body("withdrawalReason", equalTo(REASON));
        String id = story.substring(story.lastIndexOf('/') + 1);
        for (String path : new String[] {slug, id, slug + "/related"}) {
            Api.get("/v1/stories/" + path).then().statusCode(410).body("reason", equalTo(REASON));
        }
        Editor.get("/v1/admin/audit?story=" + id)
                .then()
                .body("items[0].action", equalTo("story.unpublished"))
                .body("items[0].after.withdrawalReason", equalTo(REASON));

        Editor.act(story + "/publish").then().statusCode(200).body("withdrawalReason", nullValue());
        Editor.act(story + "/unpublish").then().statusCode(200);
        Api.get("/v1/stories/" + slug).then().statusCode(410).body("reason", nullValue());
    }

    @Test
    void anotherReasonReplacesItAtOnceAndNoneKeepsIt() {
        String story = Editor.live(Editor.whole(title));
        String slug = Editor.slug(story);
        Editor.act(story + "/unpublish", Map.of("reason", "One")).then().statusCode(200);
        Api.get("/v1/stories/" + slug).then().body("reason", equalTo("One"));
        Editor.act(story + "/unpublish", Map.of("reason", "Two")).then().statusCode(200);
        Api.get("/v1/stories/" + slug).then().body("reason", equalTo("Two"));
        String etag = Editor.etag(story);
        Editor.act(story + "/unpublish").then().statusCode(200);
        Editor.act(story + "/unpublish", Map.of("reason", "Two")).then().statusCode(200);
        assertThat(Editor.etag(story)).isEqualTo(etag);
        Editor.delete(story).then().statusCode(204);
        Api.get("/v1/stories/" + slug).then().statusCode(410).body("reason", equalTo("Two"));
    }

    @Test
    void theReasonOfAStoryThatReadersNeverSawIsHidden() {
        String story = Editor.draft(Editor.whole(title));
        Editor.act(story + "/unpublish", Map.of("reason", REASON))
                .then()
                .statusCode(200)
                .body("withdrawalReason", equalTo(REASON));
        for (String name : new String[] {Editor.slug(story), story.substring(story.lastIndexOf('/') + 1)}) {
            Api.get("/v1/stories/" + name).then().statusCode(404).body("reason", nullValue());
        }
    }

    @Test
    void aReasonHasALimit() {
        Editor.act(Editor.live(Editor.whole(title + " too")) + "/unpublish", Map.of("reason", "x".repeat(501)))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/reason"));
    }

    @Test
    void aStoryIsWithdrawnWithinASecondOfItsTimeAndNotBefore() {
        String story = Editor.live(Editor.whole(title));
        String slug = Editor.slug(story);
        String at = in(1_500);
        Editor.act(story + "/unpublish", Map.of("at", at, "reason", REASON))
                .then()
                .statusCode(200)
                .body("status", equalTo("published"))
                .body("unpublishing.at", equalTo(at))
                .body("unpublishing.reason", equalTo(REASON));
        String etag = Editor.etag(story);
        Editor.act(story + "/unpublish", Map.of("at", at, "reason", REASON))
                .then()
                .header("ETag", equalTo(etag));
        Editor.get(Editor.STORIES + "?limit=100").then().body("items.unpublishAt", hasItem(at));
        while (Instant.now().isBefore(Instant.parse(at).minusMillis(100))) {
            assertThat(status(slug)).isEqualTo(200);
        }
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.between(Instant.now(), Instant.parse(at).plusSeconds(1)))
                .until(() -> status(slug) == 410);
        Api.get("/v1/stories/" + slug).then().body("reason", equalTo(REASON));
        Editor.get(story)
                .then()
                .body("status", equalTo("unpublished"))
                .body("unpublishing", nullValue())
                .body("withdrawalReason", equalTo(REASON));
        Editor.get("/v1/admin/audit?story=" + story.substring(story.lastIndexOf('/') + 1))
                .then()
                .body("items[0].actor.kind", equalTo("system"))
                .body("items[0].action", equalTo("story.unpublished"))
                .body("items[1].action", equalTo("story.scheduled"));
    }

    @Test
    void aScheduledStoryGoesLiveAndIsWithdrawnLater() {
        String story = Editor.draft(Editor.whole(title));
        String slug = Editor.slug(story);
        String from = in(500);
        Editor.act(story + "/publish", Map.of("at", from)).then().statusCode(200);
        Editor.act(story + "/unpublish", Map.of("at", from))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/at"));
        Editor.act(story + "/unpublish", Map.of("at", in(1_500), "reason", REASON))
                .then()
                .statusCode(200);

        Awaitility.await().pollInterval(Duration.ofMillis(20)).until(() -> status(slug) == 200);
        Editor.get(story).then().body("unpublishing.reason", equalTo(REASON));
        Awaitility.await().pollInterval(Duration.ofMillis(20)).until(() -> status(slug) == 410);
        Api.get("/v1/stories/" + slug).then().body("reason", equalTo(REASON));
    }

    @Test
    void aPublicationKeepsTheTimeAndWithdrawingOrCancellingRemovesIt() {
        String story = Editor.live(Editor.whole(title));
        String at = in(600_000);
        Editor.act(story + "/unpublish", Map.of("at", at)).then().statusCode(200);
        Editor.patch(story, Map.of("excerpt", "Another.")).then().statusCode(200);
        Editor.act(story + "/publish").then().statusCode(200).body("unpublishing.at", equalTo(at));

        Editor.request()
                .header("If-Match", "*")
                .delete(story + "/schedule")
                .then()
                .statusCode(204);
        Editor.get(story).then().body("status", equalTo("published")).body("unpublishing", nullValue());

        Editor.act(story + "/unpublish", Map.of("at", at)).then().statusCode(200);
        Editor.act(story + "/unpublish").then().statusCode(200).body("unpublishing", nullValue());
    }

    @Test
    void aPublicationAfterTheWithdrawalIsRejectedAndSoIsTheReverse() {
        String draft = Editor.draft(Editor.whole(title));
        Editor.act(draft + "/publish", Map.of("at", in(600_000))).then().statusCode(200);
        Editor.act(draft + "/unpublish", Map.of("at", in(1_200_000))).then().statusCode(200);
        Editor.act(draft + "/publish", Map.of("at", in(1_800_000)))
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/at"));

        String live = Editor.live(Editor.whole(title + " too"));
        Editor.patch(live, Map.of("excerpt", "Another.")).then().statusCode(200);
        Editor.act(live + "/publish", Map.of("at", in(600_000))).then().statusCode(200);
        Editor.act(live + "/unpublish", Map.of("at", in(300_000)))
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/at"));
    }

    @Test
    void onlyAStoryThatIsOrWillBeLiveIsWithdrawnLater() {
        Editor.act(Editor.draft(Editor.whole(title)) + "/unpublish", Map.of("at", in(600_000)))
                .then()
                .statusCode(409);
        String story = Editor.live(Editor.whole(title + " too"));
        Editor.act(story + "/unpublish", Map.of("at", in(-1_000)))
                .then()
                .statusCode(200)
                .body("status", equalTo("unpublished"));
    }
}
