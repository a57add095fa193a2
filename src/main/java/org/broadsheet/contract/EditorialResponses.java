package org.broadsheet.contract;

import java.util.List;
import org.broadsheet.platform.http.Surface;
import org.broadsheet.platform.json.MergePatch;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** The responses of the editorial API and of previews. */
final class EditorialResponses extends Responses {

    private static final List<String> TAKES_NO_CONTENT =
            List.of("unpublishStory", "restoreRevision", "rotateWebhookSecret", "replayWebhookDelivery", "pingWebhook");

    private final PathItem.HttpMethod method;

    private final Schemas schemas;

    EditorialResponses(String path, PathItem.HttpMethod method, Operation operation, Schemas schemas) {
        super(path, operation);
        this.method = method;
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
        if (hasVersion()) {
            Components.withHeaders(success, "ETag");
        }
        problems(400, 405, 414, 500, 503);
        if (!status.equals("204")) {
            problems(406);
        }
        if (Surface.of(path) == Surface.EDITORIAL) {
            problems(401, 403, 429);
        } else {
            Components.withHeaders(
                    success, "X-Robots-Tag", "Access-Control-Allow-Origin", "Access-Control-Expose-Headers");
            problems(410);
        }
        if (path.contains("{")) {
            problems(404);
        }
        if (path.startsWith("/v1/admin/stories/{")) {
            problems(410);
        }
        if (method == PathItem.HttpMethod.POST) {
            operation.addParameter(idempotencyKey());
            problems(409, 422);
        }
        if (method == PathItem.HttpMethod.PATCH || method == PathItem.HttpMethod.DELETE) {
            problems(409);
        }
        if (takesIfMatch()) {
            problems(412, 428);
        }
        describeContent();
    }

    /** Checks whether the response has a version, since {@code If-Match} can change what it represents. */
    private boolean hasVersion() {
        return operation
                        .getOperationId()
                        .matches("(?:get|create|change)(?:Editorial)?(?:Story|Category|Author|Tag|Collection|Webhook)")
                || operation.getOperationId().equals("rotateWebhookSecret")
                || takesIfMatch() && method != PathItem.HttpMethod.DELETE;
    }

    private boolean takesIfMatch() {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(parameter -> parameter.getIn() == Parameter.In.HEADER
                                && parameter.getName().equals("If-Match"));
    }

    private void describeContent() {
        if (operation.getRequestBody() == null) {
            return;
        }
        problems(408, 413, 415, 422);
        if (TAKES_NO_CONTENT.contains(operation.getOperationId())) {
            operation.requestBody(null);
            return;
        }
        // The framework describes every request body as required.
        boolean isOptional = List.of("publishStory", "createPreviewToken").contains(operation.getOperationId());
        operation.getRequestBody().required(!isOptional);
        if (isOptional) {
            operation.getRequestBody().description("Optional. JSON `null` is the same as absent.");
        }
        operation.getRequestBody().getContent().removeMediaType("*/*");
        if (method == PathItem.HttpMethod.PATCH) {
            // Clients that cannot set the type of a merge patch send it as JSON.
            MediaType patch = operation.getRequestBody().getContent().getMediaType(MergePatch.MEDIA_TYPE);
            String written = Schemas.nameIn(patch.getSchema().getRef());
            patch.schema(Schemas.reference(schemas.patchOf(written)));
            operation.getRequestBody().getContent().addMediaType("application/json", patch);
        }
        Object example = example(operation.getOperationId() + ".request");
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
