package org.broadsheet.identity.key;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import org.broadsheet.identity.access.Caller;

/** Creates the identity of a key: its scopes are its roles. */
@ApplicationScoped
class KeyIdentityProvider implements IdentityProvider<KeyRequest> {

    private final KeyCheck keys;

    KeyIdentityProvider(KeyCheck keys) {
        this.keys = keys;
    }

    @Override
    public Class<KeyRequest> getRequestType() {
        return KeyRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(KeyRequest request, AuthenticationRequestContext context) {
        return context.runBlocking(() -> keys.good(request.secret())
                .map(KeyIdentityProvider::identity)
                .orElseThrow(AuthenticationFailedException::new));
    }

    private static SecurityIdentity identity(ApiKey key) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(key.name))
                .addRoles(new HashSet<>(key.scopes))
                .addAttribute(Caller.ACTOR, key.actor())
                .build();
    }
}
