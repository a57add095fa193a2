package org.broadsheet.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.List;

/** Gives failures that never reach a resource (in the router, or before it) the same shape as all others. */
@ApplicationScoped
public class Problems {

    private final ObjectMapper json;

    Problems(ObjectMapper json) {
        this.json = json;
    }

    void register(@Observes Router router) {
        for (ProblemType type : ProblemType.values()) {
            router.errorHandler(type.status(), this::answer);
        }
    }

    private void answer(RoutingContext context) {
        if (context.response().ended()) {
            return;
        }
        ProblemType type = typeFor(context.statusCode());
        try {
            context.response()
                    .setStatusCode(type.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, ProblemMappers.MEDIA_TYPE)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(json.writeValueAsString(Problem.of(type, null, List.of())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The type that stands for a status; other 4xx are a malformed request, other 5xx an internal error. */
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
