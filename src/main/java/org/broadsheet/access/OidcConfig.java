package org.broadsheet.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Who vouches for people and services, besides our own keys. */
@ConfigMapping(prefix = "broadsheet.oidc")
interface OidcConfig {

    /** Address of an OpenID Connect issuer; absent for none. */
    Optional<String> issuer();

    /** What a token's {@code aud} must name: a token that was issued for something else is not for us. */
    @WithDefault("broadsheet")
    List<String> audience();

    /** Where the token has the scopes: a claim, or a path such as {@code realm_access/roles}. */
    @WithDefault("scope")
    List<String> scopeClaim();
}
