package org.broadsheet.identity.access;

import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TenantConfigResolver;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Accepts the access tokens of one issuer, where one is configured. Quarkus fetches the issuer's keys when the first
 * token arrives, so that Broadsheet starts without the issuer.
 */
@ApplicationScoped
class OpenIdConnect implements TenantConfigResolver {

    private final Optional<OidcTenantConfig> issuer;

    OpenIdConnect(OidcConfig config) {
        this.issuer = config.issuer()
                .map(address -> OidcTenantConfig.authServerUrl(address)
                        .tenantId("issuer")
                        .applicationType(ApplicationType.SERVICE)
                        .token()
                        .audience(config.audience())
                        .end()
                        .roles()
                        .roleClaimPath(config.scopeClaim())
                        .end()
                        .build());
    }

    @Override
    public Uni<OidcTenantConfig> resolve(RoutingContext context, OidcRequestContext<OidcTenantConfig> request) {
        return Uni.createFrom().item(issuer.orElse(null));
    }
}
