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

    private final StoredResponse response = new StoredResponse(
            200,
            new byte[100_000],
            List.of(),
            List.of(),
            new StoredResponse.Origin(List.of(), 0, "", null, Long.MAX_VALUE));

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
}
