package org.broadsheet.identity.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.broadsheet.contract.ContractValidation;
import org.junit.jupiter.api.Test;

/** No list takes the same thing twice, whatever it is called, and none leaves one out without a word. */
@QuarkusTest
class RepeatedEntriesTest {

    private final String title = "Story " + Newsroom.unique("entries");

    /**
     * @param operation which takes the list
     * @param member which is the list
     * @param once what it accepts
     * @param again what is the same as the first of these
     */
    private record Case(String operation, String member, List<String> once, String again) {}

    private List<Case> cases() {
        String story = Editor.live(Editor.whole(title));
        String former = Editor.slug(story);
        String slug = Newsroom.unique("renamed");
        Editor.patch(story, Map.of("slug", slug)).then().statusCode(200);
        Editor.act(story + "/publish").then().statusCode(200);
        String id = story.substring(story.lastIndexOf('/') + 1);
        String other = Editor.slug(Editor.draft(Editor.whole(title)));
        String author = id("authors", "zoe-lindqvist");
        String category = id("categories", "industry");
        String tag = Newsroom.unique("tag");
        String made = "Made " + Newsroom.unique("tag");
        Editor.post("/v1/admin/tags", Map.of("name", tag)).then().statusCode(201);
        List<Case> cases = new ArrayList<>();
        for (String again : List.of(slug, former, id, id.toUpperCase(Locale.ROOT))) {
            cases.add(new Case("createCollection", "stories", List.of(slug, other), again));
            cases.add(new Case("createStory", "pinned", List.of(slug, other), again));
        }
        for (String again : List.of("zoe-lindqvist", author, author.toUpperCase(Locale.ROOT))) {
            cases.add(new Case("createStory", "authors", List.of("zoe-lindqvist", another("authors")), again));
        }
        for (String again : List.of(tag, id("tags", tag), " " + tag.toUpperCase(Locale.ROOT))) {
            cases.add(new Case("createStory", "tags", List.of(tag, Newsroom.unique("new")), again));
        }
        cases.add(new Case("createStory", "tags", List.of(made), made.toLowerCase(Locale.ROOT)));
        cases.add(new Case("createKey", "scopes", List.of("stories:read", "audit:read"), "stories:read"));
        cases.add(new Case("createWebhook", "types", List.of("tag.changed", "story.deleted"), "tag.changed"));
        cases.add(new Case("createWebhook", "categories", List.of("industry"), category));
        cases.add(new Case("createWebhook", "tags", List.of(tag), id("tags", tag)));
        cases.add(new Case("createWebhook", "languages", List.of("pt-BR", "en"), "PT-br"));
        return cases;
    }

    private static String id(String kind, String slug) {
        return Editor.get("/v1/admin/" + kind + "/" + slug).jsonPath().getString("id");
    }

    private static String another(String kind) {
        return Editor.slug(Editor.post("/v1/admin/" + kind, Map.of("name", Newsroom.unique("Another")))
                .header("Location"));
    }

    private Map<String, Object> content(String operation) {
        return new HashMap<>(
                switch (operation) {
                    case "createStory" -> Editor.whole(title);
                    case "createCollection" -> Map.of("title", title);
                    case "createKey" -> Map.of("name", title, "scopes", List.of("stories:read"));
                    default -> Map.of("url", "https://hooks.example/" + Newsroom.unique("entries"), "enabled", false);
                });
    }

    private static String address(String operation) {
        return switch (operation) {
            case "createStory" -> Editor.STORIES;
            case "createCollection" -> "/v1/admin/collections";
            case "createKey" -> "/v1/admin/keys";
            default -> "/v1/admin/webhooks";
        };
    }

    @Test
    void theSecondPositionIsNamed() {
        for (Case each : cases()) {
            Map<String, Object> content = content(each.operation());
            content.put(each.member(), each.once());
            Response made = Editor.post(address(each.operation()), content);
            assertThat(made.statusCode()).as(each + made.asString()).isEqualTo(201);

            List<String> twice =
                    Stream.concat(each.once().stream(), Stream.of(each.again())).toList();
            content.put(each.member(), twice);
            if (each.operation().equals("createWebhook")) {
                rejects(each, Editor.patch(made.header("Location"), Map.of(each.member(), twice)));
            }
            if (Set.of("createStory", "createCollection").contains(each.operation())) {
                rejects(each, Editor.patch(made.header("Location"), Map.of(each.member(), twice)));
            }
            rejects(each, Editor.post(address(each.operation()), content));
        }
    }

    private static void rejects(Case each, Response response) {
        String pointer = "/" + each.member() + "/";
        response.then()
                .statusCode(422)
                .body("type", equalTo("/problems/invalid-content"))
                .body("errors", hasSize(1))
                .body("errors[0].pointer", equalTo(pointer + each.once().size()))
                .body("errors[0].detail", containsString("repeats " + pointer + "0"));
    }

    @Test
    void everyRepeatedPositionIsNamedBesideWhatElseIsWrong() {
        String slug = Editor.slug(Editor.live(Editor.whole(title)));
        Editor.post(
                        "/v1/admin/collections",
                        Map.of("title", title, "stories", List.of(slug, "none", slug, "none", slug)))
                .then()
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("/stories/1", "/stories/3", "/stories/2", "/stories/4")));
    }

    @Test
    void everyListOfTheContractIsTried() {
        Set<String> tried = new TreeSet<>();
        cases().forEach(each -> tried.add(each.operation() + "/" + each.member()));
        Set<String> described = new TreeSet<>();
        JsonNode contract = ContractValidation.served();
        for (JsonNode path : contract.path("paths")) {
            for (JsonNode operation : path) {
                JsonNode schema = operation
                        .path("requestBody")
                        .path("content")
                        .path("application/json")
                        .path("schema");
                if (operation.path("operationId").asText().matches("create.*|publish.*|replay.*|restore.*")) {
                    resolved(contract, schema).path("properties").properties().forEach(member -> {
                        JsonNode list = resolved(contract, member.getValue());
                        // Two objects in a list, such as two corrections, may be equal.
                        if (list.path("type").toString().contains("array")
                                && !resolved(contract, list.path("items")).has("properties")) {
                            described.add(operation.path("operationId").asText() + "/" + member.getKey());
                        }
                    });
                }
            }
        }
        assertThat(tried).isEqualTo(described);
    }

    private static JsonNode resolved(JsonNode contract, JsonNode schema) {
        return schema.has("$ref") ? contract.at(schema.path("$ref").asText().substring(1)) : schema;
    }
}
