package org.broadsheet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ContractTest {

    @Test
    void theFileInTheRepositoryIsWhatTheServerServes() throws IOException {
        JsonNode file = new ObjectMapper(new YAMLFactory())
                .readTree(Path.of("openapi.yaml").toFile());

        assertThat(file)
                .as(
                        "openapi.yaml is not what the server serves. Refresh it: cp target/openapi/openapi.yaml openapi.yaml")
                .isEqualTo(ContractValidation.served());
    }

    @Test
    void everyOperationDeclaresItsSummaryItsScopesAndItsResponses() {
        Set<String> ids = new HashSet<>();
        operations().forEach(operation -> {
            String id = operation.path("operationId").asText();
            assertThat(id).isNotEmpty();
            assertThat(ids.add(id)).as("%s is the id of one operation", id).isTrue();
            assertThat(operation.path("summary").asText()).as(id).isNotEmpty();
            assertThat(operation.path("description").asText()).as(id).isNotEmpty();
            assertThat(operation.path("tags")).as(id).isNotEmpty();
            assertThat(operation.has("security")).as(id).isTrue();
            boolean editorial = !operation.path("security").isEmpty();
            assertThat(operation.path("x-required-scopes").isEmpty()).as(id).isNotEqualTo(editorial);
            assertThat(names(operation.path("responses")))
                    .as(id)
                    .contains("400", "405", "414", "500", "503")
                    .containsAnyOf("204", "406")
                    .containsAll(editorial ? List.of("401", "403", "429") : List.of())
                    .containsAll(operation.has("requestBody") ? List.of("408", "413", "415", "422") : List.of())
                    .containsAnyOf("200", "201", "202", "204");
        });
        assertThat(ids).hasSize(75);
    }

    @Test
    void everyParameterHasADescriptionATypeAndItsLimits() {
        operations()
                .forEach(operation -> ContractValidation.INSTANCE
                        .parameters(operation)
                        .forEach(parameter -> {
                            String name = operation.path("operationId").asText() + " "
                                    + parameter.path("name").asText();
                            assertThat(parameter.path("description").asText())
                                    .as(name)
                                    .isNotEmpty();
                            JsonNode schema = ContractValidation.INSTANCE.resolve(parameter.path("schema"));
                            assertThat(schema.path("type").asText()).as(name).isNotEmpty();
                            JsonNode value = schema.path("type").asText().equals("array")
                                    ? ContractValidation.INSTANCE.resolve(schema.path("items"))
                                    : schema;
                            if (value != schema) {
                                assertThat(schema.has("maxItems")).as(name).isTrue();
                            }
                            boolean limited = value.path("type").asText().equals("boolean")
                                    || value.has("enum")
                                    || value.has("format")
                                    || value.has("minimum") && value.has("maximum")
                                    || value.has("pattern") && value.has("maxLength");
                            assertThat(limited)
                                    .as("%s says what it accepts", name)
                                    .isTrue();
                        }));
    }

    @Test
    void everyExampleIsWhatItStandsFor() {
        operations().forEach(operation -> {
            String id = operation.path("operationId").asText();
            List.of("200", "201", "202").forEach(status -> assertIsExample(id, operation.at("/responses/" + status)));
            assertIsExample(id, operation.path("requestBody"));
        });
        ContractValidation.served()
                .at("/components/responses")
                .forEach(problem -> problem.at("/content/application~1problem+json/examples")
                        .forEach(example -> ContractValidation.INSTANCE.validateBody(
                                "A problem",
                                problem.at("/content/application~1problem+json/schema"),
                                example.path("value").toString())));
    }

    private static void assertIsExample(String id, JsonNode described) {
        JsonNode content = described.at("/content/application~1json");
        if (!content.isMissingNode()) {
            assertThat(content.path("example")).as(id).isNotEmpty();
            ContractValidation.INSTANCE.validateBody(
                    id, content.path("schema"), content.path("example").toString());
        }
    }

    @Test
    void everyTextNumberAndListOfARequestSaysHowLargeItCanBe() {
        ContractValidation.served().at("/components/schemas").properties().stream()
                // Only the schemas of requests forbid other members.
                .filter(schema -> schema.getValue().path("additionalProperties").isBoolean())
                .forEach(schema -> assertHasBounds(schema.getKey(), schema.getValue()));
    }

    private static void assertHasBounds(String place, JsonNode schema) {
        String type = schema.path("type").isArray()
                ? schema.at("/type/0").asText()
                : schema.path("type").asText();
        if (!schema.has("$ref")) {
            assertThat(
                            switch (type) {
                                case "string" ->
                                    List.of("enum", "format", "maxLength", "pattern").stream()
                                            .anyMatch(schema::has);
                                case "integer" -> schema.has("minimum") && schema.has("maximum");
                                case "array" -> schema.has("maxItems");
                                default -> true;
                            })
                    .as("%s says how large it can be", place)
                    .isTrue();
        }
        schema.path("properties")
                .properties()
                .forEach(part -> assertHasBounds(place + "." + part.getKey(), part.getValue()));
        if (schema.has("items")) {
            assertHasBounds(place + "[]", schema.path("items"));
        }
    }

    @Test
    void itDescribesNoTypeThatNothingRefersTo() {
        JsonNode contract = ContractValidation.served();
        String text = contract.toString();
        assertThat(names(contract.at("/components/schemas")))
                .allSatisfy(name -> assertThat(text).contains("\"#/components/schemas/" + name + "\""));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<JsonNode> operations() {
        List<JsonNode> operations = new ArrayList<>();
        ContractValidation.served().path("paths").forEach(path -> path.forEach(operations::add));
        return operations;
    }
}
