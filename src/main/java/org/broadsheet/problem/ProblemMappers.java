package org.broadsheet.problem;

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
import org.broadsheet.database.Outage;
import org.broadsheet.database.SerializationFailure;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever a resource or the framework throws into a problem answer. */
public class ProblemMappers {

    static final String MEDIA_TYPE = "application/problem+json";

    /** What delivery takes. */
    static final String READ_ONLY = "GET, HEAD, OPTIONS";

    private static final int BEFORE_QUARKUS = Priorities.USER - 1_000;

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    private final AllowedMethods allowed;

    ProblemMappers(AllowedMethods allowed) {
        this.allowed = allowed;
    }

    @ServerExceptionMapper
    public Response problem(ProblemException exception) {
        Response.ResponseBuilder answer = answer(exception.type(), exception.problem());
        exception.headers().forEach(answer::header);
        return answer.build();
    }

    /** Nobody said who he is. */
    @ServerExceptionMapper(priority = BEFORE_QUARKUS)
    public Response anonymous(UnauthorizedException exception) {
        return unauthenticated("Send a key as Authorization: Bearer bs_…", ProblemException.BEARER);
    }

    /** The reason stays with us: a key that is expired, revoked or made up is answered alike. */
    @ServerExceptionMapper(priority = BEFORE_QUARKUS)
    public Response notAuthenticated(AuthenticationFailedException exception) {
        return unauthenticated(
                "The key or token is not good, or no longer.", ProblemException.BEARER + ", error=\"invalid_token\"");
    }

    private static Response unauthenticated(String detail, String challenge) {
        ProblemType type = ProblemType.UNAUTHENTICATED;
        return answer(type, Problem.of(type, detail, List.of()))
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .build();
    }

    @ServerExceptionMapper(priority = BEFORE_QUARKUS)
    public Response forbidden(ForbiddenException exception, ResourceInfo resource) {
        RolesAllowed roles = resource.getResourceMethod().getAnnotation(RolesAllowed.class);
        String scope = roles == null ? "" : String.join(" ", roles.value());
        ProblemType type = ProblemType.FORBIDDEN;
        return answer(type, Problem.of(type, "This takes the scope " + scope + ".", List.of()))
                .header(HttpHeaders.WWW_AUTHENTICATE, ProblemException.insufficientScope(scope))
                .build();
    }

    /** What the framework refuses by itself: unknown paths, methods, media types, unreadable content. */
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
        // Where several resources share the beginning of an address, the framework does not see that another takes it.
        boolean takesOthers = status == 404 && methods.size() > 1 && !methods.contains(request.getMethod());
        ProblemType type = takesOthers ? ProblemType.METHOD_NOT_ALLOWED : Problems.typeFor(status);
        Response.ResponseBuilder answer = answer(type, Problem.of(type, null, List.of()));
        if (type == ProblemType.METHOD_NOT_ALLOWED) {
            answer.header(HttpHeaders.ALLOW, String.join(", ", methods));
        }
        return answer.build();
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable exception) {
        Optional<Outage> outage = Outage.of(exception);
        if (outage.isPresent()) {
            LOG.warnf("%s %s", outage.get(), exception.getMessage());
            ProblemType type = ProblemType.UNAVAILABLE;
            return answer(type, Problem.of(type, outage.get().detail(), List.of()))
                    .header(HttpHeaders.RETRY_AFTER, outage.get().retryAfter().toSeconds())
                    .build();
        }
        if (SerializationFailure.isCauseOf(exception)) {
            LOG.debugf(exception, "Two requests clashed");
            ProblemType type = ProblemType.CONFLICT;
            return answer(type, Problem.of(type, "Another request changed it at the same time. Try again.", List.of()))
                    .header(HttpHeaders.RETRY_AFTER, 1)
                    .build();
        }
        LOG.error("Unexpected failure", exception);
        ProblemType type = ProblemType.INTERNAL_ERROR;
        return answer(type, Problem.of(type, null, List.of())).build();
    }

    private static Response.ResponseBuilder answer(ProblemType type, Problem problem) {
        return Response.status(type.status())
                .type(MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem);
    }
}
