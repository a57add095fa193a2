package org.broadsheet;

import static org.hamcrest.Matchers.startsWith;

import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.hibernate.SessionFactory;

/** Counts what a request asks of the database. */
public final class Statements {

    private static final int TIMES = 5;

    private Statements() {}

    /**
     * The statements of one request: the fewest of several, because periodic tasks run some of their own meanwhile.
     *
     * @param paths of requests that cost the same, each with a number from 0 on, so that no cache has the response
     */
    public static long of(SessionFactory hibernate, IntFunction<String> paths) {
        return IntStream.range(0, TIMES)
                .mapToLong(time -> {
                    long before = hibernate.getStatistics().getPrepareStatementCount();
                    Api.get(paths.apply(time))
                            .then()
                            .statusCode(200)
                            .header("Cache-Status", startsWith("Broadsheet; fwd=uri-miss"));
                    return hibernate.getStatistics().getPrepareStatementCount() - before;
                })
                .min()
                .orElseThrow();
    }
}
