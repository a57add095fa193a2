package org.broadsheet.problem;

import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever a resource or the framework throws into a problem answer. */
public class ProblemMappers {

    static final String MEDIA_TYPE = "application/problem+json";

    /** Every address is read-only, and the framework does not say which methods it would have taken. */
    static final String READ_ONLY = "GET, HEAD, OPTIONS";

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    public Response problem(ProblemException exception) {
        return answer(exception.type(), exception.problem()).build();
    }

    /** What the framework refuses by itself: unknown paths, methods, media types, unreadable content. */
    @ServerExceptionMapper
    public Response framework(WebApplicationException exception) {
        int status = exception.getResponse().getStatus();
        if (status < 400) {
            return exception.getResponse();
        }
        if (status >= 500) {
            return unexpected(exception);
        }
        ProblemType type = Problems.typeFor(status);
        Response.ResponseBuilder answer = answer(type, Problem.of(type, null, List.of()));
        if (exception instanceof NotAllowedException) {
            answer.header(HttpHeaders.ALLOW, READ_ONLY);
        }
        return answer.build();
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable exception) {
        if (databaseUnreachable(exception)) {
            LOG.warnf("The database cannot be reached: %s", exception.getMessage());
            ProblemType type = ProblemType.UNAVAILABLE;
            return answer(type, Problem.of(type, "The database cannot be reached.", List.of()))
                    .header(HttpHeaders.RETRY_AFTER, 5)
                    .build();
        }
        LOG.error("Unexpected failure", exception);
        ProblemType type = ProblemType.INTERNAL_ERROR;
        return answer(type, Problem.of(type, null, List.of())).build();
    }

    /** SQLSTATE class 08 is "connection exception"; 57P01 to 57P03 are a server going down or coming up. */
    private static boolean databaseUnreachable(Throwable exception) {
        return Stream.iterate(exception, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .filter(SQLException.class::isInstance)
                .map(cause -> ((SQLException) cause).getSQLState())
                .anyMatch(state -> state == null || state.startsWith("08") || state.startsWith("57P0"));
    }

    private static Response.ResponseBuilder answer(ProblemType type, Problem problem) {
        return Response.status(type.status())
                .type(MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem);
    }
}
