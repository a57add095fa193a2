package org.broadsheet.platform.problem;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.broadsheet.platform.database.Outage;
import org.broadsheet.platform.database.SerializationFailure;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Maps exceptions of resources and the framework to problem responses. */
public class ProblemMappers {

    static final String MEDIA_TYPE = "application/problem+json";

    /** The methods of delivery. */
    static final String READ_ONLY = "GET, HEAD, OPTIONS";

    private static final int BEFORE_QUARKUS = Priorities.USER - 1_000;

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    private final AllowedMethods allowed;

    ProblemMappers(AllowedMethods allowed) {
        this.allowed = allowed;
    }

    @ServerExceptionMapper
    public Response problem(ProblemException exception) {
        Response.ResponseBuilder response = response(exception.type(), exception.problem());
        exception.headers().forEach(response::header);
        return response.build();
    }

    /** Responds to a request without credentials. */
    @ServerExceptionMapper(priority = BEFORE_QUARKUS)
    public Response anonymous(UnauthorizedException exception) {
        return unauthenticated("Send a key as Authorization: Bearer bs_…", ProblemException.BEARER);
    }

    /** The response does not give the reason: it is the same for a key that is expired, revoked or invented. */
    @ServerExceptionMapper(priority = BEFORE_QUARKUS)
    public Response notAuthenticated(AuthenticationFailedException exception) {
        return unauthenticated(
                "The key or token is invalid or expired.", ProblemException.BEARER + ", error=\"invalid_token\"");
    }

    private static Response unauthenticated(String detail, String challenge) {
        ProblemType type = ProblemType.UNAUTHENTICATED;
        return response(type, Problem.of(type, detail, List.of()))
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .build();
    }

    @ServerExceptionMapper(priority = BEFORE_QUARKUS)
    public Response forbidden(ForbiddenException exception, ResourceInfo resource) {
        RolesAllowed roles = resource.getResourceMethod().getAnnotation(RolesAllowed.class);
        String scope = roles == null ? "" : String.join(" ", roles.value());
        ProblemType type = ProblemType.FORBIDDEN;
        return response(type, Problem.of(type, "The operation requires the scope " + scope + ".", List.of()))
                .header(HttpHeaders.WWW_AUTHENTICATE, ProblemException.insufficientScope(scope))
                .build();
    }

    /** Maps what the framework rejects: unknown paths, methods, media types, unreadable content. */
    @ServerExceptionMapper
    public Response framework(WebApplicationException exception, ContainerRequestContext request) {
        if (exception.getCause() instanceof ProblemException problem) {
            return problem(problem);
        }
        int status = exception.getResponse().getStatus();
        if (status < 400) {
            return exception.getResponse();
        }
        if (status >= 500) {
            return unexpected(exception);
        }
        List<String> methods = allowed.at(request.getUriInfo().getPath());
        // Where several resources share a path prefix, the framework does not see that another one has the method.
        boolean allowsOthers = status == 404 && methods.size() > 1 && !methods.contains(request.getMethod());
        ProblemType type = allowsOthers ? ProblemType.METHOD_NOT_ALLOWED : Problems.typeFor(status);
        Response.ResponseBuilder response = response(type, Problem.of(type, detail(type, methods), List.of()));
        if (type == ProblemType.METHOD_NOT_ALLOWED) {
            response.header(HttpHeaders.ALLOW, String.join(", ", methods));
        }
        return response.build();
    }

    private static String detail(ProblemType type, List<String> methods) {
        return switch (type) {
            case NOT_FOUND -> "There is no such path.";
            case METHOD_NOT_ALLOWED -> "The allowed methods are " + String.join(", ", methods) + ".";
            case NOT_ACCEPTABLE -> "The response has none of the types in Accept.";
            default -> null;
        };
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable exception) {
        Optional<Outage> outage = Outage.of(exception);
        if (outage.isPresent()) {
            LOG.warnf("%s %s", outage.get(), exception.getMessage());
            ProblemType type = ProblemType.UNAVAILABLE;
            return response(type, Problem.of(type, outage.get().detail(), List.of()))
                    .header(HttpHeaders.RETRY_AFTER, outage.get().retryAfter().toSeconds())
                    .build();
        }
        if (SerializationFailure.isCauseOf(exception)) {
            LOG.debugf(exception, "Serialization failure");
            ProblemType type = ProblemType.CONFLICT;
            return response(
                            type,
                            Problem.of(
                                    type, "Another request changed it at the same time. Retry the request.", List.of()))
                    .header(HttpHeaders.RETRY_AFTER, 1)
                    .build();
        }
        LOG.error("Unexpected failure", exception);
        ProblemType type = ProblemType.INTERNAL_ERROR;
        return response(type, Problem.of(type, null, List.of())).build();
    }

    private static Response.ResponseBuilder response(ProblemType type, Problem problem) {
        return Response.status(type.status())
                .type(MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem);
    }
}
