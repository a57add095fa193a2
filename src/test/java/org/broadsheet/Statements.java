package org.broadsheet;

import java.util.stream.LongStream;
import org.hibernate.SessionFactory;

/** Counts what a request asks of the database. */
public final class Statements {

    private static final int TIMES = 5;

    private Statements() {}

    /** The statements of one request: the fewest of several, since the clockwork runs some of its own meanwhile. */
    public static long of(SessionFactory hibernate, Runnable request) {
        return LongStream.range(0, TIMES)
                .map(time -> {
                    long before = hibernate.getStatistics().getPrepareStatementCount();
                    request.run();
                    return hibernate.getStatistics().getPrepareStatementCount() - before;
                })
                .min()
                .orElseThrow();
    }
}
