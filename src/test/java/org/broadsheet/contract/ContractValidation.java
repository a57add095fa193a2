package org.broadsheet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.broadsheet.platform.http.Surface;

/**
 * Holds every answer against the contract that the server serves: status, headers and content must be described there,
 * and nothing may be in the content that is not. The contract lets objects have more members than it lists, so that it
 * can grow; here they may not, so that what is answered is what is described.
 */
public final class ContractValidation implements Filter {

    public static final ContractValidation INSTANCE = new ContractValidation();

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What HTTP and CORS add to any answer, whatever the API. */
    private static final Set<String> OF_THE_TRANSPORT = Set.of(
            "content-length",
            "content-type",
            "transfer-encoding",
            "connection",
            "date",
            "access-control-allow-methods",
            "access-control-allow-headers",
            "access-control-max-age");

    private final Map<JsonNode, JsonSchema> compiled = new ConcurrentHashMap<>();

    private JsonNode contract;

    private ContractValidation() {}

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification response, FilterContext context) {
        Response answer = context.next(request, response);
        URI uri = URI.create(request.getURI().replaceAll("[^\\x21-\\x7e]|[\"<>\\\\^`{|}]|%(?![0-9A-Fa-f]{2})", "_"));
        if (Surface.of(uri.getPath()).isApi()) {
            List<String> headers =
                    answer.headers().asList().stream().map(Header::getName).toList();
            validate(
                    request.getMethod(),
                    uri,
                    new Answer(answer.statusCode(), headers, answer.contentType(), answer.asString()));
        }
        return answer;
    }

    /**
     * What came back.
     *
     * @param headers their names
     */
    record Answer(int status, List<String> headers, String contentType, String body) {}

    /** @throws AssertionError if the answer is none that the contract describes */
    void validate(String method, URI uri, Answer answer) {
        String status = String.valueOf(answer.status());
        String what = method + " " + uri + " answered " + status;
        Optional<JsonNode> operation = operation(method.equals("HEAD") ? "GET" : method, uri.getPath());
        if (operation.isEmpty()) {
            // No operation, so the contract describes nothing but the shape of the refusal.
            if (answer.status() >= 400) {
                validateBody(what, schemaOf("Problem"), answer.body());
            }
            return;
        }
        JsonNode described = resolve(operation.get().at("/responses/" + status));
        // No operation that takes no content says that there can be too much of it.
        if (described.isMissingNode() && status.equals("413")) {
            validateBody(what, schemaOf("Problem"), answer.body());
            return;
        }
        assertThat(described.isMissingNode())
                .as("%s, which is not in the contract", what)
                .isFalse();
        for (String header : answer.headers()) {
            boolean known = OF_THE_TRANSPORT.contains(header.toLowerCase(Locale.ROOT))
                    || names(described.path("headers")).stream().anyMatch(header::equalsIgnoreCase);
            assertThat(known)
                    .as("%s with the header %s, which is not in the contract", what, header)
                    .isTrue();
        }
        if (answer.status() == 200) {
            parameterNames(uri)
                    .forEach(name -> assertThat(parameters(operation.get()))
                            .as("%s and took the parameter %s, which is not in the contract", what, name)
                            .anyMatch(
                                    parameter -> parameter.path("name").asText().equals(name)));
        }
        String body = answer.body();
        JsonNode content = described.path("content");
        if (content.isMissingNode() || method.equals("HEAD")) {
            assertThat(body).as("%s with content", what).isEmpty();
            return;
        }
        String mediaType = answer.contentType().replaceFirst(";.*", "");
        assertThat(content.has(mediaType))
                .as("%s as %s, which is not in the contract", what, mediaType)
                .isTrue();
        if (!mediaType.equals("text/event-stream")) {
            validateBody(what, content.path(mediaType).path("schema"), body);
        }
    }

    private static List<String> parameterNames(URI uri) {
        return uri.getRawQuery() == null
                ? List.of()
                : java.util.Arrays.stream(uri.getRawQuery().split("&"))
                        .map(pair -> pair.replaceFirst("=.*", ""))
                        .toList();
    }

    void validateBody(String what, JsonNode schema, String body) {
        Set<ValidationMessage> errors =
                compiled.computeIfAbsent(schema, this::compile).validate(parse(body));
        assertThat(errors).as("%s with %s", what, body).isEmpty();
    }

    private JsonSchema compile(JsonNode schema) {
        ObjectNode document = schema.deepCopy();
        document.set("components", contract().path("components").deepCopy());
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        document,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                // With its own idea of discriminators, the validator looks no further than the name.
                                .discriminatorKeywordEnabled(false)
                                .build());
    }

    private JsonNode schemaOf(String name) {
        return JSON.createObjectNode().put("$ref", "#/components/schemas/" + name);
    }

    /** What a reference leads to; anything else as it is. */
    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? contract().at(node.path("$ref").asText().substring(1)) : node;
    }

    /** The parameters of an operation, without regard to which of them it shares with others. */
    List<JsonNode> parameters(JsonNode operation) {
        List<JsonNode> parameters = new ArrayList<>();
        operation.path("parameters").forEach(parameter -> parameters.add(resolve(parameter)));
        return parameters;
    }

    private Optional<JsonNode> operation(String method, String path) {
        String name = method.toLowerCase(Locale.ROOT);
        return entries(contract().path("paths")).stream()
                .filter(entry -> path.matches(entry.getKey().replaceAll("\\{[^}]*}", "[^/]+")))
                .map(entry -> entry.getValue().path(name))
                .filter(operation -> !operation.isMissingNode())
                .findFirst();
    }

    /** The contract, with objects closed. */
    synchronized JsonNode contract() {
        if (contract == null) {
            contract = served();
            entries(contract.at("/components/schemas")).forEach(entry -> close(entry.getValue()));
        }
        return contract;
    }

    private static void close(JsonNode schema) {
        if (schema.has("properties")) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
    }

    /** The contract as the server serves it. */
    public static JsonNode served() {
        try {
            URI uri = URI.create("http://localhost:" + RestAssured.port + "/openapi.json");
            return parse(HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + text, e);
        }
    }

    private static List<Map.Entry<String, JsonNode>> entries(JsonNode object) {
        List<Map.Entry<String, JsonNode>> entries = new ArrayList<>();
        object.properties().forEach(entries::add);
        return entries;
    }

    private static List<String> names(JsonNode object) {
        return entries(object).stream().map(Map.Entry::getKey).toList();
    }
}
