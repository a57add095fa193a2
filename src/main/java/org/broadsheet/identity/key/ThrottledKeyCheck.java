package org.broadsheet.identity.key;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Separates valid keys from invalid ones for addresses that have no failed attempt left. All of a node's lookups wait
 * for one query at a time, so that any number of invalid keys occupies one connection and one thread.
 */
@ApplicationScoped
class ThrottledKeyCheck {

    /** The largest number of secrets that one query checks within a few milliseconds. */
    private static final int AT_ONCE = 1_000;

    private final KeyCheck keys;
    private final Queue<Suspect> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean running = new AtomicBoolean();

    ThrottledKeyCheck(KeyCheck keys) {
        this.keys = keys;
    }

    private record Suspect(Secret secret, CompletableFuture<Boolean> isGood) {}

    /** Checks whether the secret belongs to a currently valid key. */
    Uni<Boolean> isGood(Secret secret) {
        Suspect suspect = new Suspect(secret, new CompletableFuture<>());
        waiting.add(suspect);
        begin();
        return Uni.createFrom().completionStage(suspect.isGood());
    }

    private void begin() {
        if (!waiting.isEmpty() && running.compareAndSet(false, true)) {
            Infrastructure.getDefaultWorkerPool().execute(this::check);
        }
    }

    private void check() {
        List<Suspect> suspects = new ArrayList<>();
        for (Suspect next; suspects.size() < AT_ONCE && (next = waiting.poll()) != null; ) {
            suspects.add(next);
        }
        try {
            Set<Secret> good = keys.good(suspects.stream().map(Suspect::secret).collect(Collectors.toSet()));
            suspects.forEach(suspect -> suspect.isGood().complete(good.contains(suspect.secret())));
        } catch (RuntimeException | Error e) {
            suspects.forEach(suspect -> suspect.isGood().completeExceptionally(e));
        } finally {
            running.set(false);
            begin();
        }
    }
}
