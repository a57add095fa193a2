package org.broadsheet.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.List;
import org.broadsheet.platform.http.RequestHandlerOrder;
import org.jboss.logging.Logger;

/** Maps failures in the router, before any resource, to problem responses. */
@ApplicationScoped
public class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    private final ObjectMapper json;

    Problems(ObjectMapper json) {
        this.json = json;
    }

    void register(@Observes Router router) {
        RequestHandlerOrder.PROBLEMS.route(router).failureHandler(this::respond);
        // Vert.x looks for no route if the path cannot be decoded.
        router.errorHandler(
                ProblemType.MALFORMED_REQUEST.status(),
                context -> send(
                        context,
                        ProblemType.MALFORMED_REQUEST,
                        Problem.of(ProblemType.MALFORMED_REQUEST, null, List.of())));
    }

    private void respond(RoutingContext context) {
        if (context.response().ended() || context.response().closed()) {
            return;
        }
        if (context.failure() instanceof ProblemException exception) {
            exception.headers().forEach((name, value) -> context.response().putHeader(name, value));
            send(context, exception.type(), exception.problem());
            return;
        }
        ProblemType type = typeFor(context.statusCode());
        if (type == ProblemType.INTERNAL_ERROR) {
            LOG.error("Unexpected failure", context.failure());
        }
        send(context, type, Problem.of(type, null, List.of()));
    }

    private void send(RoutingContext context, ProblemType type, Problem problem) {
        try {
            context.response()
                    .setStatusCode(type.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, ProblemMappers.MEDIA_TYPE)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(json.writeValueAsString(problem));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the type for a status; other 4xx are a malformed request, other 5xx an internal error. */
    static ProblemType typeFor(int status) {
        if (status == ProblemType.MALFORMED_REQUEST.status()) {
            return ProblemType.MALFORMED_REQUEST;
        }
        return Arrays.stream(ProblemType.values())
                .filter(type -> type.status() == status)
                .findFirst()
                .orElse(status < 500 ? ProblemType.MALFORMED_REQUEST : ProblemType.INTERNAL_ERROR);
    }
}
