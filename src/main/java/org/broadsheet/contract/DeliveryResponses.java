package org.broadsheet.contract;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** The responses of the delivery API. */
final class DeliveryResponses extends Responses {

    DeliveryResponses(String path, Operation operation) {
        super(path, operation);
    }

    @Override
    void describe() {
        if (path.equals("/v1/changes/stream")) {
            Components.withHeaders(
                    success("200"),
                    "Cache-Control",
                    "Vary",
                    "X-Request-Id",
                    "X-Accel-Buffering",
                    "Cache-Status",
                    "Access-Control-Allow-Origin",
                    "Access-Control-Expose-Headers");
            problems(400, 405, 406, 410, 414, 429, 500, 503);
            return;
        }
        Components.withHeaders(
                success("200"),
                "ETag",
                "Cache-Control",
                "Vary",
                "X-Request-Id",
                "Content-Encoding",
                "Access-Control-Allow-Origin",
                "Access-Control-Expose-Headers");
        if (path.equals("/v1/changes")) {
            Components.withHeaders(success("200"), "Cache-Status");
            problems(410, 429);
        } else {
            Components.withHeaders(
                    success("200"), "Last-Modified", "Age", "Cache-Status", "Cache-Groups", "Surrogate-Key");
        }
        operation.getResponses().addAPIResponse("304", Components.reference("NotModified"));
        operation.addParameter(conditional(
                "If-None-Match",
                "The `ETag` of the client's copy. The response is 304 if the copy is current.",
                "\"a1b2c3\""));
        if (!path.equals("/v1/changes")) {
            operation.addParameter(conditional(
                    "If-Modified-Since",
                    "The `Last-Modified` of the client's copy. Ignored with `If-None-Match`, which is more" + " exact.",
                    "Tue, 24 Nov 2026 10:00:00 GMT"));
        }
        if (path.startsWith("/v1/stories/{")) {
            operation.getResponses().addAPIResponse("308", Components.reference("Moved"));
            problems(410);
        }
        if (path.contains("{")) {
            problems(404);
        }
        problems(400, 405, 406, 412, 414, 500, 503);
    }

    /** HTTP requires that a value that cannot be parsed is ignored, so none is rejected. */
    private static Parameter conditional(String name, String description, String example) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.HEADER)
                .description(description)
                .schema(OASFactory.createSchema()
                        .addType(SchemaType.STRING)
                        .pattern(HeaderPattern.VALUE)
                        .maxLength(4_000)
                        .addExample(example));
    }
}
