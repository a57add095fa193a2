package org.broadsheet.platform.monitoring;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.broadsheet.platform.http.RequestHandlerOrder;

/**
 * Gives every response an {@code X-Request-Id}: the caller's own if it is valid, so that a client's report and a line
 * of the access log can be matched.
 */
@ApplicationScoped
public class RequestId {

    /** The name of the header. */
    public static final String HEADER = "X-Request-Id";

    /** A valid id contains no key and no webhook's secret, because the log shows it. A preview's token is too long. */
    private static final Pattern SANE = Pattern.compile("(?!.*(?:bs_|whsec_))[A-Za-z0-9._:-]{1,64}");

    private final AccessLog log;

    RequestId(AccessLog log) {
        this.log = log;
    }

    void register(@Observes Router router) {
        RequestHandlerOrder.REQUEST_ID.route(router).handler(this::assign);
    }

    /** Generates an id that is unlikely to repeat. It is not a secret. */
    public static String fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private void assign(RoutingContext context) {
        long started = System.nanoTime();
        String given = context.request().getHeader(HEADER);
        String id = given != null && SANE.matcher(given).matches() ? given : fresh();
        context.response().putHeader(HEADER, id);
        if (log.isEnabled()) {
            context.addEndHandler(ended -> log.add(LoggedRequest.of(context, id, started)));
        }
        context.next();
    }
}
