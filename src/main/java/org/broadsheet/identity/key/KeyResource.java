package org.broadsheet.identity.key;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.broadsheet.identity.access.Caller;
import org.broadsheet.identity.access.Scope;
import org.broadsheet.identity.audit.AuditAction;
import org.broadsheet.identity.audit.AuditLog;
import org.broadsheet.identity.audit.AuditSubject;
import org.broadsheet.identity.idempotency.Idempotent;
import org.broadsheet.platform.database.Timestamps;
import org.broadsheet.platform.http.Surface;
import org.broadsheet.platform.json.JsonContent;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.paging.KeysetQuery;
import org.broadsheet.platform.paging.Page;
import org.broadsheet.platform.paging.PageParameters;
import org.broadsheet.platform.paging.PageRequest;
import org.broadsheet.platform.problem.ProblemError;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;
import org.broadsheet.platform.query.QueryParameter;
import org.broadsheet.platform.query.RequestQuery;
import org.broadsheet.platform.write.Created;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.Session;

/** Administration of keys. */
@Path("/v1/admin/keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Keys")
public class KeyResource {

    private static final QueryParameter<Boolean> CASCADE = QueryParameter.flag("cascade")
            .describedAs("Whether to also revoke the keys that it created, directly or indirectly.");

    @RequestScoped
    static class RevokeParameters extends RequestQuery {
        RevokeParameters() {
            super(List.of(CASCADE));
        }
    }

    private static final KeysetQuery<KeyRepresentation.Row> NEWEST_FIRST = KeysetQuery.newestFirst(
            KeyRepresentation.Row.class, KeyRepresentation.Row.COLUMNS, "api_key", "created_at");

    private final Session database;
    private final Caller caller;
    private final AuditLog audit;

    KeyResource(Session database, Caller caller, AuditLog audit) {
        this.database = database;
        this.caller = caller;
        this.audit = audit;
    }

    @GET
    @RolesAllowed(Scope.KEYS_ADMIN)
    @Operation(
            operationId = "listKeys",
            summary = "List keys, the newest first",
            description = "Includes their scopes, and when they expire or were revoked.")
    public Page<KeyRepresentation> list(@Context PageParameters query) {
        PageRequest request = PageRequest.from(query);
        return NEWEST_FIRST.page(database, request, KeyRepresentation::from);
    }

    @POST
    @RolesAllowed(Scope.KEYS_ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Idempotent
    @Operation(
            operationId = "createKey",
            summary = "Create a key",
            description = "It cannot have scopes that the creating key lacks, and cannot expire later. Send it as"
                    + " `Authorization: Bearer bs_…`.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = KeyInput.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = KeyRepresentation.class)))
    public Response create(JsonContent content) {
        KeyInput written = content.as(KeyInput.class);
        List<ProblemError> repeats = ProblemError.repeats("/scopes", written.scopes());
        if (!repeats.isEmpty()) {
            throw ProblemException.of(ProblemType.INVALID_CONTENT, repeats);
        }
        if (written.expiresAt() != null && !written.expiresAt().isAfter(Instant.now())) {
            throw ProblemException.invalidContent("/expiresAt", "accepts a future time");
        }
        written.scopes()
                .forEach(scope -> caller.require(scope, "A key cannot grant the scope " + scope + ", which it lacks."));
        Secret secret = Secret.generate();
        ApiKey key = ApiKey.of(secret, written.name().strip(), written.scopes());
        key.expiresAt = written.expiresAt();
        caller.key().ifPresent(maker -> inherit(key, maker));
        key.persistAndFlush();
        audit.record(AuditAction.KEY_CREATED, AuditSubject.key(key.id), Map.of(), KeyRepresentation.from(key));
        return Created.at(Surface.EDITORIAL.path("keys/" + key.id))
                .entity(KeyRepresentation.from(key, secret))
                .build();
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Scope.KEYS_ADMIN)
    @Operation(
            operationId = "getKey",
            summary = "Get a key",
            description = "Includes its scopes, and when it expires or was revoked.")
    public KeyRepresentation get(@PathParam("id") String id) {
        return KeyRepresentation.from(find(id, LockModeType.NONE));
    }

    /** A key that expires cannot create one that outlives it. */
    private static void inherit(ApiKey key, UUID makerId) {
        ApiKey maker = ApiKey.findById(makerId, LockModeType.PESSIMISTIC_READ);
        if (!maker.isGood(Instant.now())) {
            throw ProblemException.of(ProblemType.FORBIDDEN, "The key that creates it is no longer valid.");
        }
        key.createdBy = maker.id;
        if (maker.expiresAt != null) {
            if (key.expiresAt != null && key.expiresAt.isAfter(maker.expiresAt)) {
                throw ProblemException.invalidContent(
                        "/expiresAt",
                        "accepts no time after " + maker.expiresAt + ", when the key that creates it expires");
            }
            key.expiresAt = key.expiresAt == null ? maker.expiresAt : key.expiresAt;
        }
    }

    /** Requires no {@code If-Match}: nothing may delay the revocation of a leaked key. */
    @DELETE
    @Path("{id}")
    @RolesAllowed(Scope.KEYS_ADMIN)
    @Transactional
    @Operation(
            operationId = "revokeKey",
            summary = "Revoke a key",
            description = "The response lists the keys that it created; `cascade` revokes those too. Running"
                    + " requests complete. It cannot be undone; create another key instead.")
    @APIResponse(
            responseCode = "200",
            description = "Revoked.",
            content = @Content(schema = @Schema(implementation = RevokedKey.class)))
    public RevokedKey revoke(@PathParam("id") String id, @Context RevokeParameters query) {
        ApiKey key = find(id, LockModeType.PESSIMISTIC_WRITE);
        revoke(key);
        List<ApiKey> created = ApiKey.madeBy(key);
        if (query.get(CASCADE)) {
            created.forEach(this::revoke);
        }
        return new RevokedKey(
                KeyRepresentation.from(key),
                created.stream().map(KeyRepresentation::from).toList());
    }

    private void revoke(ApiKey key) {
        if (key.revokedAt == null) {
            key.revokedAt = Timestamps.now();
            audit.record(
                    AuditAction.KEY_REVOKED, AuditSubject.key(key.id), Map.of(), Map.of("revokedAt", key.revokedAt));
        }
    }

    private static ApiKey find(String id, LockModeType lock) {
        UUID uuid = Slug.idParameter("id", id);
        return ApiKey.<ApiKey>findByIdOptional(uuid, lock)
                .orElseThrow(() -> ProblemException.notFound("There is no key " + id + "."));
    }
}
