package org.broadsheet.identity.key;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;

/**
 * Authenticates {@code Authorization: Bearer bs_…} (RFC 6750). Other bearer tokens are left to OpenID Connect, where an
 * issuer is configured. A caller without authentication may not call the editorial API.
 */
@ApplicationScoped
class KeyMechanism implements HttpAuthenticationMechanism {

    /** Higher than that of OpenID Connect, which would reject a key as a malformed token. */
    private static final int PRIORITY = HttpAuthenticationMechanism.DEFAULT_PRIORITY + 1_000;

    private static final String SCHEME = "bearer ";

    private final FailedAttempts failedAttempts;
    private final ThrottledKeyCheck suspects;

    KeyMechanism(FailedAttempts failedAttempts, ThrottledKeyCheck suspects) {
        this.failedAttempts = failedAttempts;
        this.suspects = suspects;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        Optional<Secret> secret = secret(context);
        if (secret.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        SocketAddress address = context.request().remoteAddress();
        Duration wait = failedAttempts.waitFor(address);
        if (!secret.get().isWellFormed()) {
            return wait.isZero() ? failed(address) : tooMany(wait);
        }
        if (wait.isZero()) {
            return identities
                    .authenticate(new KeyRequest(secret.get()))
                    .onFailure(AuthenticationFailedException.class)
                    .invoke(() -> failedAttempts.failed(address));
        }
        Context here = Vertx.currentContext();
        return suspects.isGood(secret.get())
                .emitOn(here == null ? Runnable::run : next -> here.runOnContext(nothing -> next.run()))
                .flatMap(good -> good ? identities.authenticate(new KeyRequest(secret.get())) : tooMany(wait));
    }

    private Uni<SecurityIdentity> failed(SocketAddress address) {
        failedAttempts.failed(address);
        return Uni.createFrom().failure(new AuthenticationFailedException());
    }

    private static Uni<SecurityIdentity> tooMany(Duration wait) {
        return Uni.createFrom()
                .failure(ProblemException.of(
                                ProblemType.TOO_MANY_REQUESTS,
                                "Too many requests with invalid keys came from your address.")
                        .withHeader("Retry-After", String.valueOf(wait.toSeconds() + 1)));
    }

    private static Optional<Secret> secret(RoutingContext context) {
        return Optional.ofNullable(context.request().getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip())
                .filter(token -> token.startsWith(Secret.PREFIX))
                .map(Secret::new);
    }

    /** The problem mappers write the response; this is the challenge where they do not run. */
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", ProblemException.BEARER));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(KeyRequest.class);
    }

    @Override
    public int getPriority() {
        return PRIORITY;
    }
}
