package org.broadsheet.identity.access;

import io.quarkus.arc.Arc;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.broadsheet.platform.history.Actor;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The caller of the current request, or Broadsheet itself where there is no request. */
@ApplicationScoped
public class Caller {

    /** The attribute of an identity that holds its actor, where the principal does not give it. */
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
    public static Actor of(SecurityIdentity identity) {
        Actor key = identity.getAttribute(ACTOR);
        if (key != null) {
            return key;
        }
        String name = identity.getPrincipal().getName();
        return identity.getPrincipal() instanceof JsonWebToken token
                ? Actor.subject(token.getSubject() == null ? name : token.getSubject(), name)
                : Actor.subject(name, name);
    }

    /** Returns the id of the calling key; empty if the caller is not a key. */
    public Optional<UUID> key() {
        Actor actor = actor();
        return actor.kind().equals(Actor.KEY) ? Optional.of(UUID.fromString(actor.id())) : Optional.empty();
    }

    /** Checks whether the caller has a scope. Broadsheet itself has every scope. */
    public boolean may(String scope) {
        return !isRequest() || identity.hasRole(scope);
    }

    /** @throws ProblemException 403 if the caller lacks a scope that only some requests of an operation require */
    public void require(String scope, String why) {
        if (!may(scope)) {
            throw ProblemException.of(ProblemType.FORBIDDEN, why)
                    .withHeader("WWW-Authenticate", ProblemException.insufficientScope(scope));
        }
    }

    /** Returns the client's address, as trusted proxies report it. */
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
