package org.broadsheet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.broadsheet.Api;
import org.junit.jupiter.api.Test;

/** A member that every response has is required in the contract, so that generated clients do not check it for null. */
@QuarkusTest
class RequiredMembersTest {

    /** Present in all sample content, and absent where an editor writes none. */
    private static final List<String> LEFT_OUT_BY_EDITORS = List.of(
            "Author.bio",
            "Category.description",
            "CollectionSummary.description",
            "StoryCollection.description",
            "RelatedStory.image",
            "StorySummary.image",
            "ContentImage.width",
            "ContentImage.height",
            "ContentImage.caption",
            "ContentImage.credit",
            "StorySeo.title",
            "StorySeo.description",
            "CodeBlock.language");

    /** Absent in bodies that an earlier version rendered, until they are rendered again in the background. */
    private static final List<String> LEFT_OUT_BY_EARLIER_VERSIONS = List.of(
            "ParagraphBlock.spans",
            "HeadingBlock.spans",
            "ListBlockItem.spans",
            "ImageBlock.spans",
            "TableBlockCell.spans",
            "TableBlock.headers");

    /** Any member of these can be left out: by {@code fields}, {@code body} and {@code facets}. */
    private static final List<String> CHOSEN_BY_PARAMETERS = List.of("Story", "StoryBody", "SearchFacets");

    private final Map<String, Integer> objects = new HashMap<>();
    private final Map<String, Integer> members = new TreeMap<>();

    @Test
    void whatEveryResponseHasIsRequired() throws IOException {
        String story = "memory-makers-bet-on-the-inference-boom";
        for (String path : List.of(
                "/v1/stories",
                "/v1/stories/" + story + "?include=related&body=blocks",
                "/v1/stories/" + story + "/related",
                "/v1/categories",
                "/v1/categories/industry",
                "/v1/authors",
                "/v1/authors/zoe-lindqvist",
                "/v1/tags",
                "/v1/tags/memory",
                "/v1/collections",
                "/v1/search?q=memory&facets=category,tag,author,year",
                "/v1/search?q=inference",
                "/v1/search/suggest?q=me",
                "/v1/changes?limit=50&body=blocks")) {
            observe(path);
        }
        TreeSet<String> always = new TreeSet<>();
        members.forEach((member, count) -> {
            String schema = member.substring(0, member.indexOf('.'));
            if (count.equals(objects.get(schema)) && !CHOSEN_BY_PARAMETERS.contains(schema)) {
                always.add(member);
            }
        });
        assertThat(always).contains("Category.slug", "NamedReference.name", "PageInfo.limit", "SearchItem.story");
        always.removeAll(LEFT_OUT_BY_EDITORS);
        always.removeAll(LEFT_OUT_BY_EARLIER_VERSIONS);
        assertThat(always)
                .allSatisfy(member -> assertThat(required(member)).as(member).isTrue());
    }

    private static boolean required(String member) {
        String[] names = member.split("\\.");
        for (JsonNode required : ContractValidation.served().at("/components/schemas/" + names[0] + "/required")) {
            if (required.asText().equals(names[1])) {
                return true;
            }
        }
        return false;
    }

    private void observe(String path) throws IOException {
        String body = Api.get(path).then().statusCode(200).extract().asString();
        JsonNode operation = null;
        for (Map.Entry<String, JsonNode> item :
                ContractValidation.served().path("paths").properties()) {
            if (path.replaceFirst("\\?.*", "").matches(item.getKey().replaceAll("\\{[^}]*}", "[^/]+"))) {
                operation = item.getValue().path("get");
            }
        }
        observe(operation.at("/responses/200/content/application~1json/schema"), new ObjectMapper().readTree(body));
    }

    private void observe(JsonNode given, JsonNode value) {
        JsonNode schema = given;
        String name = null;
        if (schema.has("$ref")) {
            name = schema.path("$ref").asText().replaceFirst(".*/", "");
            schema = ContractValidation.INSTANCE.resolve(schema);
        }
        if (schema.has("discriminator")) {
            observe(chosen(schema, value), value);
        } else if (value.isArray()) {
            for (JsonNode item : value) {
                observe(schema.path("items"), item);
            }
        } else if (value.isObject()) {
            if (name != null) {
                objects.merge(name, 1, Integer::sum);
            }
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                if (name != null) {
                    members.merge(name + "." + member.getKey(), 1, Integer::sum);
                }
                observe(schema.path("properties").path(member.getKey()), member.getValue());
            }
        }
    }

    private static JsonNode chosen(JsonNode union, JsonNode value) {
        String type =
                value.path(union.at("/discriminator/propertyName").asText()).asText();
        return new ObjectMapper()
                .createObjectNode()
                .put(
                        "$ref",
                        union.path("discriminator").path("mapping").path(type).asText());
    }
}
