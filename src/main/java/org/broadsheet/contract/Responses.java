package org.broadsheet.contract;

import java.util.Arrays;
import org.broadsheet.platform.operation.DeclaredOperation;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Describes the possible responses of an operation. */
abstract class Responses {

    final DeclaredOperation declared;
    final Operation operation;

    Responses(DeclaredOperation declared, Operation operation) {
        this.declared = declared;
        this.operation = operation;
    }

    abstract void describe();

    void add(int... statuses) {
        Arrays.stream(statuses)
                .forEach(status ->
                        operation.getResponses().addAPIResponse(String.valueOf(status), Components.response(status)));
    }

    /** Returns the response for success, with an example if it has content. */
    APIResponse success(String status) {
        APIResponse success = operation.getResponses().getAPIResponse(status);
        if (success.getContent() != null) {
            success.description("Success.");
            success.getContent()
                    .getMediaTypes()
                    .values()
                    .forEach(content -> content.example(Examples.stored(operation.getOperationId())));
        }
        if (isList()) {
            Components.withHeaders(success, "Link");
        }
        return success;
    }

    private boolean isList() {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> "cursor".equals(parameter.getName()));
    }
}
