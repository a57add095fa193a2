package org.broadsheet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.broadsheet.Editor;
import org.junit.jupiter.api.Test;

/** Whoever follows a link of the contract gets what it promises. */
@QuarkusTest
class LinksTest {

    /** One operation of the contract. */
    private record Operation(String path, String method, JsonNode item) {

        JsonNode described() {
            return item.path(method);
        }

        String id() {
            return described().path("operationId").asText();
        }

        Response send(Map<String, String> parameters) {
            RequestSpecification request = Editor.request();
            String address = path;
            for (Map.Entry<String, String> parameter : parameters.entrySet()) {
                if (path.contains("{" + parameter.getKey() + "}")) {
                    address = address.replace("{" + parameter.getKey() + "}", parameter.getValue());
                } else {
                    request = request.header(parameter.getKey(), parameter.getValue());
                }
            }
            String unique = UUID.randomUUID().toString().substring(0, 13);
            Probe plain = Probes.plain(item, method);
            if (plain.content().isPresent()) {
                request = request.header("Content-Type", plain.headers().get("Content-Type"))
                        .body(plain.content().get().replace(Probes.UNIQUE, unique));
            }
            return request.request(method.toUpperCase(Locale.ROOT), address);
        }
    }

    @Test
    void everyLinkOfACreatedThingWorks() {
        List<String> followed = new ArrayList<>();
        for (Operation create : operations()) {
            for (JsonNode link : create.described().at("/responses/201/links")) {
                String to = link.path("operationId").asText();
                // Made anew for each link: an operation may change or delete it.
                Map<String, String> path = create.path().contains("{story}") ? Map.of("story", story()) : Map.of();
                Response created = create.send(path);
                created.then().statusCode(201);
                Map<String, String> parameters = new LinkedHashMap<>();
                link.path("parameters")
                        .properties()
                        .forEach(parameter -> parameters.put(
                                parameter.getKey(),
                                evaluate(parameter.getValue().asText(), path, created)));

                Response response = operation(to).send(parameters);

                assertThat(response.statusCode())
                        .as("%s after %s: %s", to, create.id(), response.asString())
                        .isBetween(200, 299);
                followed.add(to);
                if (create.id().equals("createWebhook")) {
                    // A webhook that stays is sent everything that later tests do.
                    Editor.delete(created.header("Location"));
                }
            }
        }
        assertThat(followed).contains("publishStory", "deleteCategory", "revokeKey", "getPreview", "changeWebhook");
    }

    private static String evaluate(String expression, Map<String, String> path, Response created) {
        if (expression.startsWith("$response.body#/")) {
            return created.jsonPath().getString(expression.substring("$response.body#/".length()));
        }
        if (expression.startsWith("$response.header.")) {
            return created.header(expression.substring("$response.header.".length()));
        }
        assertThat(expression).startsWith("$request.path.");
        return path.get(expression.substring("$request.path.".length()));
    }

    private static String story() {
        return Editor.draft(Editor.whole("A story to preview")).replaceFirst(".*/", "");
    }

    private static Operation operation(String id) {
        return operations().stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        ContractValidation.served()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> operations.add(new Operation(path.getKey(), method, path.getValue()))));
        return operations;
    }
}
