package org.broadsheet.platform.database;

import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A transaction that only failed because another one ran at the same time: a retry may succeed. */
public class SerializationFailure {

    /** Serialization failure, deadlock, unique and foreign key violation. */
    private static final Set<String> STATES = Set.of("40001", "40P01", "23505", "23503");

    private SerializationFailure() {}

    /**
     * @return whether a failure has such a cause, at any depth. There is no SQLSTATE where Hibernate itself finds that
     *     a row has changed since it was read.
     */
    public static boolean isCauseOf(Throwable failure) {
        return causes(failure).anyMatch(OptimisticLockException.class::isInstance)
                || sqlStates(failure).findFirst().map(STATES::contains).orElse(false);
    }

    /** Returns the SQLSTATEs of the causes of a failure, the nearest first. */
    public static Stream<String> sqlStates(Throwable failure) {
        return causes(failure)
                .filter(SQLException.class::isInstance)
                .map(cause -> Optional.ofNullable(((SQLException) cause).getSQLState())
                        .orElse(""));
    }

    /**
     * Returns a failure and its causes, the nearest first. An exception of the transaction manager has the failure of
     * the commit as a suppressed exception. A chain of causes may be circular.
     */
    private static Stream<Throwable> causes(Throwable failure) {
        Set<Throwable> found = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> ordered = new ArrayList<>();
        Deque<Throwable> open = new ArrayDeque<>(List.of(failure));
        while (!open.isEmpty()) {
            Throwable next = open.remove();
            if (found.add(next)) {
                ordered.add(next);
                Optional.ofNullable(next.getCause()).ifPresent(open::add);
                open.addAll(List.of(next.getSuppressed()));
            }
        }
        return ordered.stream();
    }
}
