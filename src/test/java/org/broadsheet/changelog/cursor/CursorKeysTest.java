package org.broadsheet.changelog.cursor;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import org.broadsheet.Api;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CursorKeysTest {

    private static final String LIST = "/v1/stories?limit=2";

    @Inject
    CursorKeys keys;

    @Inject
    EntityManager database;

    private void sql(String statement) {
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery(statement).executeUpdate());
    }

    private long count() {
        return ((Number) database.createNativeQuery("SELECT count(*) FROM cursor_key")
                        .getSingleResult())
                .longValue();
    }

    @AfterEach
    void oneKeyRemains() {
        sql(
                "DELETE FROM cursor_key WHERE signs_from < (SELECT max(signs_from) FROM cursor_key WHERE signs_from <= now())"
                        + " OR signs_from > now()");
        keys.rotate();
    }

    @Test
    void theNextKeyIsKnownBeforeItSignsAndTheTagsOfResponsesChangeOnce() {
        String tag = Api.get(LIST).header("ETag");
        String next = Api.json(LIST).getString("page.next");

        sql("UPDATE cursor_key SET signs_from = signs_from - interval '10 years'");
        keys.rotate();
        keys.rotate();
        assertThat(count()).isEqualTo(2);
        assertThat(Api.get(LIST).header("ETag")).isEqualTo(tag);

        sql("UPDATE cursor_key SET signs_from = now() WHERE signs_from > now()");
        keys.rotate();
        String rotated = Api.get(LIST).header("ETag");
        assertThat(rotated).isNotEqualTo(tag);
        keys.rotate();
        assertThat(Api.get(LIST).header("ETag")).isEqualTo(rotated);
        Api.get(LIST + "&cursor=" + next).then().statusCode(200);
    }

    @Test
    void anOldKeyIsForgottenWhenTheNextOneHasSignedForAsLongAsTheLogIsRetained() {
        String next = Api.json(LIST).getString("page.next");
        sql("UPDATE cursor_key SET signs_from = now() - interval '200 days'");
        sql("INSERT INTO cursor_key (signs_from, secret)"
                + " SELECT now() - interval '80 days', sha256(secret) FROM cursor_key");
        keys.rotate();
        Api.get(LIST + "&cursor=" + next).then().statusCode(200);

        sql("UPDATE cursor_key SET signs_from = signs_from - interval '20 days'");
        keys.rotate();
        assertThat(count()).isEqualTo(1);
        // Not the request of before, whose response may be cached
        Api.get("/v1/stories?limit=3&cursor=" + next).then().statusCode(400);
    }
}
