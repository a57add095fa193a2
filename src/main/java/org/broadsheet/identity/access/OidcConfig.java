package org.broadsheet.identity.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** The OpenID Connect issuer whose tokens are accepted besides API keys. */
@ConfigMapping(prefix = "broadsheet.oidc")
interface OidcConfig {

    /** The address of an OpenID Connect issuer; absent for none. */
    Optional<String> issuer();

    /** The required {@code aud} of a token: a token that was issued for another service is rejected. */
    @WithDefault("broadsheet")
    List<String> audience();

    /** The claim that holds the token's scopes, or a path such as {@code realm_access/roles}. */
    @WithDefault("scope")
    List<String> scopeClaim();
}
