package org.broadsheet.platform.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes the parameter {@code charset} from the media type of JSON, which does not define it. The framework adds it to
 * some responses, and equal media types should be equal texts.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259#section-11">RFC 8259, section 11</a>
 */
@Singleton
class JsonMediaType {

    private static final Pattern WITH_CHARSET =
            Pattern.compile("(application/(?:[a-z-]+\\+)?json)\\s*;\\s*charset=utf-8", Pattern.CASE_INSENSITIVE);

    void register(@Observes Router router) {
        RequestHandlerOrder.JSON_MEDIA_TYPE.route(router).handler(context -> {
            context.addHeadersEndHandler(sent -> correct(context.response().headers()));
            context.next();
        });
    }

    private static void correct(MultiMap headers) {
        String type = headers.get(HttpHeaders.CONTENT_TYPE);
        if (type != null && type.indexOf(';') > 0) {
            Matcher json = WITH_CHARSET.matcher(type);
            if (json.matches()) {
                headers.set(HttpHeaders.CONTENT_TYPE, json.group(1));
            }
        }
    }
}
