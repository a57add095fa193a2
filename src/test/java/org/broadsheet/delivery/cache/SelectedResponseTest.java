package org.broadsheet.delivery.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.broadsheet.delivery.cache.StoredResponse.Header;
import org.broadsheet.delivery.cache.StoredResponse.Origin;
import org.junit.jupiter.api.Test;

/** What one client gets of a cached response. */
class SelectedResponseTest {

    private static final Validators NONE = new Validators(null, null);
    private static final byte[] LONG = "{\"items\": []}".repeat(200).getBytes(StandardCharsets.UTF_8);
    private static final byte[] SHORT = "{}".getBytes(StandardCharsets.UTF_8);

    private final Evictions evictions = new Evictions();

    private StoredResponse response(int status, byte[] content, String... groups) {
        return new StoredResponse(
                status,
                content,
                List.of(Header.of(HttpHeaders.createOptimized("Vary"), "Accept-Encoding")),
                List.of(Header.of(HttpHeaders.createOptimized("Content-Type"), "application/json")),
                new Origin(List.of(groups), evictions.now(), "/v1/tags", null, Long.MAX_VALUE));
    }

    private static Map<String, String> headers(CachedResponse response) {
        Map<String, String> headers = new TreeMap<>();
        response.headers((name, value) -> headers.put(name.toString(), value.toString()));
        return headers;
    }

    @Test
    void aClientThatHasTheResponseGetsAnEmpty304() {
        StoredResponse stored = response(200, LONG, "tags");
        Map<String, String> first = headers(stored.to(ContentCoding.IDENTITY, NONE));

        StoredResponse.Selected again = stored.to(ContentCoding.IDENTITY, new Validators(first.get("ETag"), null));

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.content()).isNull();
        assertThat(headers(again))
                .containsEntry("ETag", first.get("ETag"))
                .containsEntry("Vary", "Accept-Encoding")
                .doesNotContainKey("Content-Type");
    }

    @Test
    void aProblemHasNoETagAndIsNeverNotModified() {
        StoredResponse missing = response(404, SHORT);

        assertThat(headers(missing.to(ContentCoding.IDENTITY, NONE))).doesNotContainKey("ETag");
        assertThat(missing.to(ContentCoding.IDENTITY, new Validators("*", null)).status())
                .isEqualTo(404);
    }

    @Test
    void theETagDependsOnTheContentAndTheGroups() {
        String tag = headers(response(200, SHORT, "tags").to(ContentCoding.IDENTITY, NONE))
                .get("ETag");

        assertThat(headers(response(200, SHORT, "tags").to(ContentCoding.IDENTITY, NONE)))
                .containsEntry("ETag", tag);
        assertThat(headers(response(200, SHORT, "tags", "stories").to(ContentCoding.IDENTITY, NONE))
                        .get("ETag"))
                .isNotEqualTo(tag);
        assertThat(headers(response(200, LONG, "tags").to(ContentCoding.IDENTITY, NONE))
                        .get("ETag"))
                .isNotEqualTo(tag);
    }

    @Test
    void itIsCurrentUntilOneOfItsGroupsIsEvicted() {
        evictions.evictAll(Instant.EPOCH);
        StoredResponse stored = response(200, SHORT, "tags", "tag-a");
        evictions.evict(List.of("tag-b"), Instant.EPOCH);
        assertThat(stored.isCurrent(evictions)).isTrue();

        evictions.evict(List.of("tag-a"), Instant.EPOCH);
        assertThat(stored.isCurrent(evictions)).isFalse();
        assertThat(stored.isCurrent(evictions)).isFalse();
    }

    @Test
    void itExpires() {
        Origin past = new Origin(List.of(), evictions.now(), "/v1/tags", null, System.nanoTime() - 1);

        assertThat(new StoredResponse(404, SHORT, List.of(), List.of(), past).isCurrent(evictions))
                .isFalse();
    }

    @Test
    void theContentCanBeSentManyTimes() {
        StoredResponse.Selected sent = response(200, LONG).to(ContentCoding.IDENTITY, NONE);
        for (int time = 0; time < 3; time++) {
            assertThat(sent.content().toString(StandardCharsets.UTF_8))
                    .isEqualTo(new String(LONG, StandardCharsets.UTF_8));
            sent.content().release();
        }
        assertThat(headers(sent)).containsEntry("Age", "0").containsEntry("Cache-Status", "Broadsheet; hit");
        assertThat(sent.template()).isEqualTo("/v1/tags");
    }
}
