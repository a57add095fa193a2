package org.broadsheet.contract;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Describes what an operation can answer. */
abstract class Responses {

    final String path;
    final Operation operation;

    Responses(String path, Operation operation) {
        this.path = path;
        this.operation = operation;
    }

    abstract void describe();

    void problems(int... statuses) {
        IntStream.of(statuses)
                .forEach(status ->
                        operation.getResponses().addAPIResponse(String.valueOf(status), Components.problems(status)));
    }

    /** The answer when all goes well, with an example where it has content. */
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

    /** An answer of the operation, shortened, or what it is asked; kept beside the code since it is data. */
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
