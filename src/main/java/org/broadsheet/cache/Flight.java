package org.broadsheet.cache;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.broadsheet.http.CanonicalRequest;

/** An answer that is being made; who asks for it meanwhile waits for it. */
final class Flight {

    private final CanonicalRequest request;
    private final CompletableFuture<Optional<Answer>> landing = new CompletableFuture<>();

    Flight(CanonicalRequest request) {
        this.request = request;
    }

    CanonicalRequest request() {
        return request;
    }

    /** @param answer empty if there is none that others could use; the first call counts */
    void land(Optional<Answer> answer) {
        landing.complete(answer);
    }

    void whenLanded(Consumer<Optional<Answer>> waiting) {
        landing.thenAccept(waiting);
    }
}
