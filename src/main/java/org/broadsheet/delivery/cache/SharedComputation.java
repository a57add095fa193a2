package org.broadsheet.delivery.cache;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.broadsheet.platform.operation.CanonicalRequest;

/** The computation of a response, which equal concurrent requests share (request coalescing). */
final class SharedComputation {

    private final CanonicalRequest request;
    private final CompletableFuture<Optional<StoredResponse>> result = new CompletableFuture<>();

    SharedComputation(CanonicalRequest request) {
        this.request = request;
    }

    CanonicalRequest request() {
        return request;
    }

    /** @param response empty if there is none for other clients; only the first call has an effect */
    void complete(Optional<StoredResponse> response) {
        result.complete(response);
    }

    void whenComplete(Consumer<Optional<StoredResponse>> waiting) {
        result.thenAccept(waiting);
    }
}
