package org.broadsheet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.swagger.parser.OpenAPIParser;
import io.swagger.v3.oas.models.OpenAPI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.output.MarkdownRender;

/** A client of the contract that was released last goes on working with this one. */
class BreakingChangeTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final JsonNode RELEASED = read(Path.of("src/test/resources/contract/released.yaml"));
    private static final OpenAPI PARSED = parsed(RELEASED);

    private static final String STORIES = "/paths/~1v1~1stories/get";
    private static final String DRAFTS = "/paths/~1v1~1admin~1stories/post";
    private static final String SCHEMAS = "/components/schemas";

    @Test
    void noReleasedContractIsBroken() {
        JsonNode current = read(Path.of("openapi.yaml"));
        ChangedOpenApi changes = compare(current);

        assertThat(changes.isIncompatible())
                .as("What breaks clients of the contract that was released:\n%s", rendered(changes))
                .isFalse();
        assertThat(overlooked(RELEASED, current)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaks")
    void aBreakingChangeIsFound(String what, Consumer<JsonNode> change) {
        JsonNode changed = changed(change);

        assertThat(compare(changed).isIncompatible()
                        || !overlooked(RELEASED, changed).isEmpty())
                .isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("additions")
    void anAdditionBreaksNoClient(String what, Consumer<JsonNode> change) {
        JsonNode changed = changed(change);
        ChangedOpenApi changes = compare(changed);

        assertThat(changes.isDifferent()).isTrue();
        assertThat(changes.isIncompatible()).isFalse();
        assertThat(overlooked(RELEASED, changed)).isEmpty();
    }

    static Stream<Arguments> breaks() {
        return Stream.of(
                change("an operation is gone", remove("/paths/~1v1~1stories", "get")),
                change("an address is gone", remove("/paths", "/v1/changes")),
                change(
                        "a parameter is gone",
                        contract -> parameters(contract, STORIES).remove(0)),
                change(
                        "a parameter must be there that was not",
                        contract ->
                                parameters(contract, STORIES).add(parameter().put("required", true))),
                change("a parameter takes less", set("/components/parameters/limit/schema", "maximum", 50)),
                change("a parameter lacks a value", removeItem(SCHEMAS + "/StorySort/enum", "title")),
                change("a member of a response is gone", remove(SCHEMAS + "/Story/properties", "title")),
                change(
                        "a member of a response is of another type",
                        set(SCHEMAS + "/Author/properties/name", "type", "integer")),
                change("a member of a response may be absent", removeItem(SCHEMAS + "/Author/required", "name")),
                change(
                        "a member of content must be there that was not",
                        add(SCHEMAS + "/StoryInput", "required", "slug")),
                change("a member of content is gone", remove(SCHEMAS + "/StoryInput/properties", "pinned")),
                change(
                        "a member of content takes less",
                        set(SCHEMAS + "/StoryInput/properties/title", "maxLength", 100)),
                change(
                        "a member of content is of another type",
                        set(SCHEMAS + "/StoryInput/properties/authors", "type", "string")),
                change("a status is gone", remove(DRAFTS + "/responses", "201")),
                change("a form of a response is gone", remove(STORIES + "/responses/200/content", "application/json")),
                change("a form of content is gone", remove(DRAFTS + "/requestBody/content", "application/json")),
                change("a header is gone", remove(STORIES + "/responses/200/headers", "ETag")),
                change(
                        "what was for all takes a key",
                        contract -> ((ObjectNode) contract.at(STORIES))
                                .putArray("security")
                                .addObject()
                                .putArray("key")));
    }

    static Stream<Arguments> additions() {
        return Stream.of(
                change(
                        "an address",
                        contract -> ((ObjectNode) contract.at("/paths"))
                                .set("/v1/more", contract.at("/paths/~1v1~1categories"))),
                change(
                        "a parameter that need not be there",
                        contract -> parameters(contract, STORIES).add(parameter())),
                change(
                        "a member of a response",
                        contract -> ((ObjectNode) contract.at(SCHEMAS + "/Story/properties"))
                                .putObject("aNewMember")
                                .put("type", "string")),
                change(
                        "a member of content that need not be there",
                        contract -> ((ObjectNode) contract.at(SCHEMAS + "/StoryInput/properties"))
                                .putObject("aNewMember")
                                .put("type", "string")),
                change("a larger limit", set("/components/parameters/limit/schema", "maximum", 200)));
    }

    private static Arguments change(String what, Consumer<JsonNode> change) {
        return Arguments.of(what, change);
    }

    private static Consumer<JsonNode> remove(String object, String member) {
        return contract -> assertThat(((ObjectNode) contract.at(object)).remove(member))
                .as(object)
                .isNotNull();
    }

    private static Consumer<JsonNode> set(String object, String member, Object value) {
        return contract -> ((ObjectNode) contract.at(object)).set(member, YAML.valueToTree(value));
    }

    private static Consumer<JsonNode> add(String object, String list, String value) {
        return contract -> ((ObjectNode) contract.at(object)).withArray(list).add(value);
    }

    /** @param list a pointer, in which {@code -name} stands for the parameter of that name */
    private static Consumer<JsonNode> removeItem(String list, String value) {
        return contract -> {
            Iterator<JsonNode> items = at(contract, list).iterator();
            boolean found = false;
            while (items.hasNext()) {
                JsonNode item = items.next();
                if (item.asText().equals(value) || item.path("$ref").asText().equals(value)) {
                    items.remove();
                    found = true;
                }
            }
            assertThat(found).as("%s in %s", value, list).isTrue();
        };
    }

    private static JsonNode at(JsonNode contract, String pointer) {
        int name = pointer.indexOf("/-");
        if (name < 0) {
            return contract.at(pointer);
        }
        int rest = pointer.indexOf('/', name + 1);
        for (JsonNode parameter : contract.at(pointer.substring(0, name))) {
            JsonNode meant = parameter.has("$ref")
                    ? contract.at(
                            JsonPointer.compile(parameter.path("$ref").asText().substring(1)))
                    : parameter;
            if (meant.path("name").asText().equals(pointer.substring(name + 2, rest))) {
                return meant.at(pointer.substring(rest));
            }
        }
        throw new AssertionError("There is no " + pointer);
    }

    private static ArrayNode parameters(JsonNode contract, String operation) {
        return (ArrayNode) contract.at(operation).path("parameters");
    }

    private static ObjectNode parameter() {
        ObjectNode parameter = YAML.createObjectNode().put("name", "more").put("in", "query");
        parameter.putObject("schema").put("type", "string");
        return parameter;
    }

    private static JsonNode changed(Consumer<JsonNode> change) {
        JsonNode contract = RELEASED.deepCopy();
        change.accept(contract);
        return contract;
    }

    private static JsonNode read(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compares a contract with the released one, which is parsed once. */
    private static ChangedOpenApi compare(JsonNode after) {
        return OpenApiCompare.fromSpecifications(PARSED, parsed(after));
    }

    private static OpenAPI parsed(JsonNode contract) {
        return new OpenAPIParser()
                .readContents(asVersion30(contract).toString(), null, null)
                .getOpenAPI();
    }

    /**
     * The tool compares contracts of version 3.0 well, and overlooks types in those of 3.1. In ours, the two differ in
     * nothing but how null is allowed, and that webhooks are described.
     */
    private static JsonNode asVersion30(JsonNode contract) {
        ObjectNode copy = contract.deepCopy();
        copy.put("openapi", "3.0.3").remove("webhooks");
        allowNullAsVersion30(copy);
        return copy;
    }

    private static void allowNullAsVersion30(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("type").isArray()) {
            object.set("type", object.path("type").path(0));
            object.put("nullable", true);
        }
        if (node instanceof ObjectNode object
                && object.path("oneOf").findValuesAsText("type").contains("null")) {
            ((ArrayNode) object.path("oneOf")).remove(1);
            object.put("nullable", true);
        }
        node.forEach(BreakingChangeTest::allowNullAsVersion30);
    }

    /**
     * What the tool takes for compatible and is not: members that are gone though nobody had to send or response them,
     * members of another type deep in content, and addresses that take a key from now on.
     */
    private static List<String> overlooked(JsonNode before, JsonNode after) {
        List<String> found = new ArrayList<>();
        before.at(SCHEMAS)
                .properties()
                .forEach(schema -> schema.getValue()
                        .path("properties")
                        .properties()
                        .forEach(member -> {
                            JsonNode now = after.at(SCHEMAS).path(schema.getKey());
                            JsonNode then = now.path("properties").path(member.getKey());
                            boolean isSame = List.of("type", "$ref").stream()
                                    .allMatch(
                                            word -> member.getValue().path(word).equals(then.path(word)));
                            if (!now.isMissingNode() && !isSame) {
                                found.add(schema.getKey() + "." + member.getKey());
                            }
                        }));
        before.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    JsonNode now = after.path("paths").path(path.getKey()).path(operation.getKey());
                    List.of("security", "x-required-scopes").forEach(word -> {
                        if (!now.isMissingNode()
                                && !operation.getValue().path(word).equals(now.path(word))) {
                            found.add(operation.getKey() + " " + path.getKey() + ": " + word);
                        }
                    });
                }));
        return found;
    }

    private static String rendered(ChangedOpenApi changes) {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        new MarkdownRender()
                .render(changes, new java.io.OutputStreamWriter(bytes, java.nio.charset.StandardCharsets.UTF_8));
        return bytes.toString(java.nio.charset.StandardCharsets.UTF_8);
    }
}
