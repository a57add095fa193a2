package org.broadsheet.editorial.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.Map;
import java.util.UUID;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PurgingTest {

    @Inject
    Purging purging;

    @Inject
    EntityManager database;

    private void wasDeletedDaysAgo(String story, int days) {
        Editor.delete(story).then().statusCode(204);
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery(
                                "UPDATE story SET deleted_at = now() - CAST(:days * interval '1 day' AS interval)"
                                        + " WHERE id = :id")
                        .setParameter("days", days)
                        .setParameter("id", id(story))
                        .executeUpdate());
    }

    private static UUID id(String story) {
        return UUID.fromString(story.substring(story.lastIndexOf('/') + 1));
    }

    private long revisions(String story) {
        return ((Number) database.createNativeQuery("SELECT count(*) FROM revision WHERE story_id = :id")
                        .setParameter("id", id(story))
                        .getSingleResult())
                .longValue();
    }

    @Test
    void whatWasDeletedLongAgoIsRemovedAndReadersStillGetGone() {
        String title = "Purged " + Newsroom.unique("p");
        String live = Editor.live(Editor.whole(title));
        String slug = Editor.slug(live);
        Editor.request().post(live + "/preview-tokens").then().statusCode(201);
        String draft = Editor.draft(Map.of("title", title + " draft"));
        String draftSlug = Editor.slug(draft);
        String recent = Editor.live(Editor.whole(title + " recent"));
        wasDeletedDaysAgo(live, 31);
        wasDeletedDaysAgo(draft, 31);
        wasDeletedDaysAgo(recent, 29);

        purging.purgeOld();

        assertThat(revisions(live)).isZero();
        assertThat(revisions(draft)).isZero();
        assertThat(revisions(recent)).isEqualTo(1);
        Api.get("/v1/stories/" + slug).then().statusCode(410);
        Api.get("/v1/stories/" + id(live)).then().statusCode(410);
        Editor.get(live).then().statusCode(410);
        Editor.act(live + "/revisions/1/restore").then().statusCode(410);
        Editor.act(recent + "/revisions/1/restore").then().statusCode(200);

        Editor.post(Editor.STORIES, Map.of("title", "Other", "slug", slug))
                .then()
                .statusCode(409);
        Editor.post(Editor.STORIES, Map.of("title", "Other", "slug", draftSlug))
                .then()
                .statusCode(201);
        Editor.get("/v1/admin/audit?action=story.purged&story=" + id(live))
                .then()
                .body("items[0].actor.kind", equalTo("system"));
        assertThat(Editor.get(Editor.STORIES + "?status=deleted&limit=100")
                        .jsonPath()
                        .getList("items.id", String.class))
                .doesNotContain(id(live).toString());
    }
}
