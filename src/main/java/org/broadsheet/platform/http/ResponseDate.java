package org.broadsheet.platform.http;

import io.netty.handler.codec.DateFormatter;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Date;
import java.util.concurrent.TimeUnit;

/**
 * Adds to every response its {@code Date}, from which caches compute its age.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-6.6.1">RFC 9110, section 6.6.1</a>
 */
@Singleton
public class ResponseDate {

    private static volatile Second last = new Second(0, "");

    /** The value of the header in one second. */
    private record Second(long epochSecond, CharSequence value) {

        static Second of(long epochSecond) {
            Date date = new Date(TimeUnit.SECONDS.toMillis(epochSecond));
            return new Second(epochSecond, HttpHeaders.createOptimized(DateFormatter.format(date)));
        }
    }

    void register(@Observes Router router) {
        RequestHandlerOrder.RESPONSE_DATE.route(router).handler(context -> {
            context.addHeadersEndHandler(sent -> context.response().putHeader(HttpHeaders.DATE, now()));
            context.next();
        });
    }

    /** Returns the current value of the header. */
    public static CharSequence now() {
        long second = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
        Second known = last;
        if (known.epochSecond() != second) {
            known = Second.of(second);
            last = known;
        }
        return known.value();
    }
}
