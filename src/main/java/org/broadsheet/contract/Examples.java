package org.broadsheet.contract;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * The examples of requests and responses. A file in {@code /contract} has the example of an operation; without a file, the
 * example consists of the examples of the members.
 */
final class Examples {

    private static final Map<String, Object> BY_FORMAT = Map.of(
            "uuid", "01a20e3d-fb41-740d-8211-16e60c9d370c",
            "date-time", "2026-11-24T19:41:15.773Z",
            "uri", "https://news.example/",
            "uri-reference", "/news");

    private final Map<String, Schema> schemas;

    private Examples(Map<String, Schema> schemas) {
        this.schemas = schemas;
    }

    /**
     * Reads the example of a response (shortened) or of a request, which is data and therefore stored in a resource
     * file.
     *
     * @return null if there is no file
     */
    static Object stored(String of) {
        try (InputStream file = Examples.class.getResourceAsStream("/contract/" + of + ".json")) {
            return file == null ? null : new ObjectMapper().readValue(file, Object.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds the examples for which there is no file. */
    static void addMissing(OpenAPI contract) {
        Examples examples = new Examples(contract.getComponents().getSchemas());
        contract.getPaths()
                .getPathItems()
                .values()
                .forEach(item -> item.getOperations().values().forEach(examples::addMissing));
    }

    private void addMissing(Operation operation) {
        if (operation.getRequestBody() != null) {
            addMissing(operation.getRequestBody().getContent());
        }
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (status.startsWith("2")) {
                addMissing(response.getContent());
            }
        });
    }

    private void addMissing(Content content) {
        if (content != null) {
            content.getMediaTypes().values().stream()
                    .filter(media -> media.getExample() == null && media.getSchema() != null)
                    .forEach(media -> media.setExample(of(media.getSchema())));
        }
    }

    private Object of(Schema schema) {
        if (schema.getRef() != null) {
            return of(schemas.get(Schemas.nameIn(schema.getRef())));
        }
        return own(schema).orElseGet(() -> ofType(schema));
    }

    private static Optional<Object> own(Schema schema) {
        List<Object> choices = schema.getExamples() != null ? schema.getExamples() : schema.getEnumeration();
        return choices == null ? Optional.empty() : choices.stream().findFirst();
    }

    private Object ofType(Schema schema) {
        SchemaType type =
                schema.getType() == null ? SchemaType.OBJECT : schema.getType().get(0);
        return switch (type) {
            case ARRAY -> List.of(of(schema.getItems()));
            case OBJECT -> members(schema);
            case INTEGER, NUMBER -> schema.getMinimum() == null ? 1 : schema.getMinimum();
            case BOOLEAN -> true;
            default -> BY_FORMAT.getOrDefault(schema.getFormat() == null ? "" : schema.getFormat(), "Text");
        };
    }

    /** Returns the required members, and those that have an example. */
    private Map<String, Object> members(Schema schema) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((name, member) -> {
                boolean isRequired =
                        schema.getRequired() != null && schema.getRequired().contains(name);
                if (isRequired || member.getRef() == null && own(member).isPresent()) {
                    members.put(name, of(member));
                }
            });
        }
        return members;
    }
}
