package org.broadsheet.contract;

import org.eclipse.microprofile.openapi.models.Operation;

/** What delivery can answer. */
final class DeliveryAnswers extends Answers {

    DeliveryAnswers(String path, Operation operation) {
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
            problems(400, 405, 406, 410, 414, 500, 503);
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
            problems(410);
        } else {
            Components.withHeaders(
                    success("200"), "Last-Modified", "Age", "Cache-Status", "Cache-Groups", "Surrogate-Key");
        }
        operation.getResponses().addAPIResponse("304", Components.reference("NotModified"));
        if (path.startsWith("/v1/stories/{")) {
            operation.getResponses().addAPIResponse("308", Components.reference("Moved"));
            problems(410);
        }
        if (path.contains("{")) {
            problems(404);
        }
        problems(400, 405, 406, 414, 500, 503);
    }
}
