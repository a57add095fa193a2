package org.broadsheet.contract;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
                    .forEach(content -> content.example(example(operation.getOperationId())));
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

    /**
     * Returns an example of a response (shortened) or of a request, which is data and therefore stored in a resource
     * file.
     */
    static Object example(String of) {
        String name = "/contract/" + of + ".json";
        try (InputStream file = Responses.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("There is no example " + name);
            }
            return new ObjectMapper().readValue(file, Object.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
