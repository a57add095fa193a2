package org.broadsheet.content.site;

import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.broadsheet.changelog.ChangeLog;
import org.broadsheet.changelog.ChangeType;
import org.broadsheet.identity.access.Scope;
import org.broadsheet.identity.audit.AuditAction;
import org.broadsheet.identity.audit.AuditLog;
import org.broadsheet.identity.audit.AuditSubject;
import org.broadsheet.platform.json.JsonContent;
import org.broadsheet.platform.json.MergePatch;
import org.broadsheet.platform.problem.ProblemError;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;
import org.broadsheet.platform.text.LanguageTag;
import org.broadsheet.platform.write.Version;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.Session;

/** The editorial API of the site's settings. */
@Path("/v1/admin/site")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Editorial site")
public class EditorialSiteResource {

    private final Session database;
    private final ChangeLog changes;
    private final AuditLog audit;

    EditorialSiteResource(Session database, ChangeLog changes, AuditLog audit) {
        this.database = database;
        this.changes = changes;
        this.audit = audit;
    }

    @GET
    @RolesAllowed(Scope.STORIES_READ)
    @Transactional
    @Operation(
            operationId = "getEditorialSite",
            summary = "Get the settings of the site for editing",
            description = "Only what an editor has set, without defaults. Its `ETag` is the version to send as"
                    + " `If-Match` with an update.")
    @APIResponseSchema(SiteRepresentation.Editorial.class)
    public Response get() {
        return respond(Site.get(LockModeType.NONE));
    }

    @PATCH
    @RolesAllowed(Scope.TAXONOMY_WRITE)
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Transactional
    @Operation(
            operationId = "changeSite",
            summary = "Update the settings of the site",
            description =
                    "Absent members stay unchanged, and null restores a default. Readers see the change at" + " once.")
    @RequestBodySchema(SiteFields.class)
    @APIResponseSchema(SiteRepresentation.Editorial.class)
    public Response patch(@HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, JsonContent content) {
        Site site = Site.get(LockModeType.PESSIMISTIC_WRITE);
        Version.check(ifMatch, site.version, read -> audit.current(site.id, site.version));
        SiteFields before = site.fields;
        SiteFields after = accepted(content.appliedTo(before, SiteFields.class));
        if (!after.equals(before)) {
            site.fields = after;
            database.flush();
            changes.record(ChangeType.SITE_CHANGED, site.id, false);
            audit.record(AuditAction.SITE_CHANGED, AuditSubject.site(site.id), before, after);
        }
        return respond(site);
    }

    private static SiteFields accepted(SiteFields written) {
        List<ProblemError> errors = new ArrayList<>();
        List<String> languages = new ArrayList<>();
        for (int index = 0; index < written.languages().size(); index++) {
            String pointer = "/languages/" + index;
            LanguageTag.canonical(written.languages().get(index))
                    .ifPresentOrElse(
                            languages::add,
                            () -> errors.add(ProblemError.at(pointer, "accepts " + LanguageTag.ACCEPTED)));
        }
        errors.addAll(ProblemError.repeats("/languages", languages));
        if (written.timeZone() != null && !ZoneId.getAvailableZoneIds().contains(written.timeZone())) {
            errors.add(ProblemError.at("/timeZone", "accepts a time zone such as Europe/Berlin"));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.of(ProblemType.INVALID_CONTENT, errors);
        }
        return written.withLanguages(languages);
    }

    private static Response respond(Site site) {
        return Response.ok(new SiteRepresentation.Editorial(site.fields, site.updatedAt))
                .header(HttpHeaders.ETAG, Version.tag(site.version))
                .build();
    }
}
