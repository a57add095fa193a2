package org.broadsheet.access;

import io.quarkus.arc.Arc;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.broadsheet.problem.ProblemException;
import org.broadsheet.problem.ProblemType;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who is calling at the moment; Broadsheet itself where nobody does. */
@ApplicationScoped
public class Caller {

    /** Under which an identity says which actor it is, where its principal does not. */
    public static final String ACTOR = "broadsheet.actor";

    private static final String REQUEST_ID = "X-Request-Id";

    private final SecurityIdentity identity;
    private final CurrentVertxRequest request;

    Caller(SecurityIdentity identity, CurrentVertxRequest request) {
        this.identity = identity;
        this.request = request;
    }

    public Actor actor() {
        return isRequest() && !identity.isAnonymous() ? of(identity) : Actor.SYSTEM;
    }

    /** @param identity of a key, or of an OpenID Connect token */
    static Actor of(SecurityIdentity identity) {
        Actor key = identity.getAttribute(ACTOR);
        if (key != null) {
            return key;
        }
        String name = identity.getPrincipal().getName();
        return identity.getPrincipal() instanceof JsonWebToken token
                ? Actor.subject(token.getSubject() == null ? name : token.getSubject(), name)
                : Actor.subject(name, name);
    }

    /** The id of the key that is calling; empty if none is. */
    public Optional<UUID> key() {
        Actor actor = actor();
        return actor.kind().equals(Actor.KEY) ? Optional.of(UUID.fromString(actor.id())) : Optional.empty();
    }

    /** Whether the caller has the scope; Broadsheet itself may do everything. */
    public boolean may(String scope) {
        return !isRequest() || identity.hasRole(scope);
    }

    /** @throws ProblemException 403 if the caller lacks a scope that only this request takes */
    public void require(String scope, String why) {
        if (!may(scope)) {
            throw ProblemException.of(ProblemType.FORBIDDEN, why)
                    .withHeader("WWW-Authenticate", ProblemException.insufficientScope(scope));
        }
    }

    /** Where the request comes from, as far as proxies that are trusted say. */
    public Optional<String> address() {
        return routing().map(context -> context.request().remoteAddress().hostAddress());
    }

    public Optional<String> requestId() {
        return routing().map(context -> context.response().headers().get(REQUEST_ID));
    }

    private Optional<RoutingContext> routing() {
        return isRequest() ? Optional.of(request.getCurrent()) : Optional.empty();
    }

    private boolean isRequest() {
        return Arc.container().requestContext().isActive() && request.getCurrent() != null;
    }
}
