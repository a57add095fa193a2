package org.broadsheet.contract;

import jakarta.ws.rs.HttpMethod;
import java.util.List;
import org.broadsheet.platform.json.MergePatch;
import org.broadsheet.platform.operation.DeclaredOperation;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** The responses of the editorial API and of previews. */
final class EditorialResponses extends Responses {

    private final Schemas schemas;

    EditorialResponses(DeclaredOperation declared, Operation operation, Schemas schemas) {
        super(declared, operation);
        this.schemas = schemas;
    }

    @Override
    void describe() {
        String status = List.of("200", "201", "202", "204").stream()
                .filter(operation.getResponses()::hasAPIResponse)
                .findFirst()
                .orElseThrow();
        APIResponse success = Components.withHeaders(success(status), "Cache-Control", "X-Request-Id");
        if (status.equals("201")) {
            Components.withHeaders(success, "Location");
        }
        if (schemas.hasVersion(success)) {
            Components.withHeaders(success, "ETag");
        }
        add(400, 405, 414, 500, 503);
        if (!status.equals("204")) {
            add(406);
        }
        if (declared.scopes().isEmpty()) {
            Components.withHeaders(
                    success, "X-Robots-Tag", "Access-Control-Allow-Origin", "Access-Control-Expose-Headers");
        } else {
            add(401, 403, 429);
        }
        if (declared.namesResource()) {
            add(404);
        }
        add(declared.statuses());
        if (declared.verb().equals(HttpMethod.POST)) {
            operation.addParameter(idempotencyKey());
            add(409, 422);
        }
        if (declared.verb().equals(HttpMethod.PATCH) || declared.verb().equals(HttpMethod.DELETE)) {
            add(409);
        }
        if (Schemas.hasIfMatch(operation)) {
            add(412, 428);
        }
        describeContent();
    }

    private void describeContent() {
        if (operation.getRequestBody() == null) {
            return;
        }
        add(408, 413, 415, 422);
        if (declared.takesNoContent()) {
            operation.requestBody(null);
            return;
        }
        operation.getRequestBody().required(!declared.mayLackContent());
        if (declared.mayLackContent()) {
            operation.getRequestBody().description("Optional. JSON `null` is the same as absent.");
        }
        operation.getRequestBody().getContent().removeMediaType("*/*");
        if (declared.verb().equals(HttpMethod.PATCH)) {
            // Clients that cannot set the type of a merge patch send it as JSON.
            MediaType patch = operation.getRequestBody().getContent().getMediaType(MergePatch.MEDIA_TYPE);
            String written = Schemas.nameIn(patch.getSchema().getRef());
            patch.schema(Schemas.reference(schemas.patchOf(written)));
            operation.getRequestBody().getContent().addMediaType("application/json", patch);
        }
        Object example = Examples.stored(operation.getOperationId() + ".request");
        operation.getRequestBody().getContent().getMediaTypes().values().forEach(media -> media.example(example));
    }

    private static Parameter idempotencyKey() {
        return OASFactory.createParameter()
                .name("Idempotency-Key")
                .in(Parameter.In.HEADER)
                .description("Identifies retries of one request. For 24 hours, the same key with the same content"
                        + " returns the first response again.")
                .schema(OASFactory.createSchema()
                        .addType(SchemaType.STRING)
                        .minLength(1)
                        .maxLength(257)
                        .pattern("^\"?[\\x21\\x23-\\x7e]{1,255}\"?$")
                        .addExample("5b7e9c1e-0b0a-4c52-8d0c-6f6a3c1f2a10"));
    }
}
