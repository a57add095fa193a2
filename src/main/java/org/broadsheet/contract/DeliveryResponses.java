package org.broadsheet.contract;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.broadsheet.platform.operation.ConditionalHeader;
import org.broadsheet.platform.operation.DeclaredOperation;
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
        if (!declared.mayBeStored()) {
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
        // A response without a date has an ETag only.
        Arrays.stream(ConditionalHeader.values())
                .filter(header -> declared.isCached() || !header.isDate())
                .forEach(header -> operation.addParameter(parameter(header)));
        if (declared.isCached()) {
            Components.withHeaders(
                    success("200"), "Last-Modified", "Age", "Cache-Status", "Cache-Groups", "Surrogate-Key");
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
    private static Parameter parameter(ConditionalHeader header) {
        return OASFactory.createParameter()
                .name(header.header())
                .in(Parameter.In.HEADER)
                .description(header.description())
                .schema(OASFactory.createSchema()
                        .addType(SchemaType.STRING)
                        .pattern(HeaderPattern.VALUE)
                        .maxLength(4_000)
                        .addExample(header.example()));
    }
}
