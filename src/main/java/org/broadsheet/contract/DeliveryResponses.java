package org.broadsheet.contract;

import java.util.stream.IntStream;
import org.broadsheet.platform.operation.DeclaredOperation;
import org.broadsheet.platform.operation.Responds;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** The responses of the delivery API. */
final class DeliveryResponses extends Responses {

    DeliveryResponses(DeclaredOperation declared, Operation operation) {
        super(declared, operation);
    }

    @Override
    void describe() {
        if (declared.cacheControl().equals(Responds.NOT_STORED)) {
            Components.withHeaders(
                    success("200"),
                    "Cache-Control",
                    "Vary",
                    "X-Request-Id",
                    "X-Accel-Buffering",
                    "Cache-Status",
                    "Access-Control-Allow-Origin",
                    "Access-Control-Expose-Headers");
            add(IntStream.concat(IntStream.of(400, 405, 406, 414, 500, 503), IntStream.of(declared.statuses()))
                    .sorted()
                    .toArray());
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
        operation.addParameter(conditional(
                "If-None-Match",
                "The `ETag` of the client's copy. The response is 304 if the copy is current.",
                "\"a1b2c3\""));
        if (declared.isCached()) {
            Components.withHeaders(
                    success("200"), "Last-Modified", "Age", "Cache-Status", "Cache-Groups", "Surrogate-Key");
            operation.addParameter(conditional(
                    "If-Modified-Since",
                    "The `Last-Modified` of the client's copy. Ignored with `If-None-Match`, which is more" + " exact.",
                    "Tue, 24 Nov 2026 10:00:00 GMT"));
            add(304);
            add(declared.statuses());
        } else {
            Components.withHeaders(success("200"), "Cache-Status");
            add(declared.statuses());
            add(304);
        }
        if (declared.namesResource()) {
            add(404);
        }
        add(400, 405, 406, 412, 414, 500, 503);
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
