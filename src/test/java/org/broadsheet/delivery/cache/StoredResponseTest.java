package org.broadsheet.delivery.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The encodings of a cached response. */
class StoredResponseTest {

    private static final Validators NONE = new Validators(null, null);

    private final List<Runnable> compressions = new ArrayList<>();

    private final StoredResponse response = response(List.of(), List.of());

    private static StoredResponse response(List<StoredResponse.Header> withContent, List<String> groups) {
        return new StoredResponse(
                200,
                new byte[100_000],
                List.of(),
                withContent,
                new StoredResponse.Origin(groups, 0, "", null, Long.MAX_VALUE));
    }

    @Test
    void requestsForOneEncodingShareACompressionAndOthersDoNotWaitForIt() {
        int weight = response.weight();
        CompletableFuture<?> first = response.compress(ContentCoding.GZIP, compressions::add);
        CompletableFuture<?> second = response.compress(ContentCoding.GZIP, compressions::add);
        assertThat(compressions).hasSize(1);
        assertThat(response.has(ContentCoding.GZIP)).isFalse();
        assertThat(response.has(ContentCoding.IDENTITY)).isTrue();
        assertThat(response.to(ContentCoding.IDENTITY, NONE).encoded().length()).isEqualTo(100_000);
        assertThat(response.weight()).isEqualTo(weight);

        compressions.get(0).run();
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(response.has(ContentCoding.GZIP)).isTrue();
        assertThat(response.to(ContentCoding.GZIP, NONE).encoded().length()).isLessThan(1_000);
        assertThat(response.weight()).isGreaterThan(weight);
    }

    @Test
    void theWeightCountsEverythingThatAResponseHolds() {
        int weight = response.weight();
        assertThat(weight).isGreaterThan(100_000);

        response.compress(ContentCoding.GZIP, Runnable::run);
        int length = response.to(ContentCoding.GZIP, NONE).encoded().length();
        assertThat(response.weight() - weight).as("with its validator").isGreaterThan(length + 100);

        // The value as bytes and, once it was sent, as text.
        StoredResponse.Header header = StoredResponse.Header.of("Link", "x".repeat(1_000));
        assertThat(response(List.of(header), List.of()).weight() - weight).isGreaterThan(2_000);

        // A name has at most 32 characters, and the object of a text 40 bytes.
        assertThat(response(List.of(), List.of("a".repeat(32), "b".repeat(32))).weight() - weight)
                .isGreaterThanOrEqualTo(2 * 72);
    }
}
