package org.broadsheet.content.site;

import jakarta.annotation.security.PermitAll;
import jakarta.persistence.LockModeType;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.broadsheet.content.story.SiteConfig;
import org.broadsheet.delivery.cache.CacheGroup;
import org.broadsheet.delivery.cache.Dependencies;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The delivery API of the site's settings. */
@Path("/v1/site")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Site")
public class SiteResource {

    private final SiteConfig config;
    private final Dependencies dependencies;

    SiteResource(SiteConfig config, Dependencies dependencies) {
        this.config = config;
        this.dependencies = dependencies;
    }

    @GET
    @PermitAll
    @Operation(
            operationId = "getSite",
            summary = "Get the settings of the site",
            description = "Title, description, logo, languages, time zone and social accounts, with defaults for"
                    + " what no editor has set; and the configured URLs.")
    public SiteRepresentation get() {
        dependencies.on(CacheGroup.SITE);
        return SiteRepresentation.from(Site.get(LockModeType.NONE), config);
    }
}
