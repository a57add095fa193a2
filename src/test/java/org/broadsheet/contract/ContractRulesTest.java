package org.broadsheet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules for the whole document. Client generators misread a contract that breaks one of them. */
class ContractRulesTest {

    private static final JsonNode CONTRACT = read();

    /** OpenAPI Generator checks a pattern against text, and a UUID is none in most languages. */
    @Test
    void noSchemaHasTheFormatOfAUuidAndAPattern() {
        assertThat(places((place, node, found) -> {
                    if (node.path("format").asText().equals("uuid") && node.has("pattern")) {
                        found.add(place);
                    }
                }))
                .isEmpty();
    }

    @Test
    void nothingStandsBesideAReferenceButASummaryOrADescription() {
        assertThat(places((place, node, found) -> {
                    if (node.path("$ref").isTextual()) {
                        names(node).stream()
                                .filter(name -> !Set.of("$ref", "summary", "description")
                                        .contains(name))
                                .forEach(name -> found.add(place + "/" + name));
                    }
                }))
                .isEmpty();
    }

    @Test
    void everyDiscriminatorValueIsAnEnumerationOfOne() {
        List<String> checked = new ArrayList<>();
        CONTRACT.at("/components/schemas").forEach(union -> {
            String member = union.at("/discriminator/propertyName").asText();
            union.at("/discriminator/mapping").properties().forEach(mapping -> {
                JsonNode schema = resolve(mapping.getValue().asText()).at("/properties/" + member);
                assertThat(schema.path("type").asText()).as(mapping.getKey()).isEqualTo("string");
                assertThat(texts(schema.path("enum"))).containsExactly(mapping.getKey());
                // Generated Go clients tell the members of a union apart by patterns alone.
                assertThat(schema.path("pattern").asText()).isEqualTo("^" + mapping.getKey() + "$");
                assertThat(texts(resolve(mapping.getValue().asText()).path("required")))
                        .contains(member);
                checked.add(mapping.getKey());
            });
        });
        assertThat(checked).contains("paragraph", "divider", "story", "tombstone");
    }

    /** Generated Go clients check the patterns of a union's members, and misread a backslash or a backtick. */
    @Test
    void noPatternInAUnionOfAResponseNeedsAnEscape() {
        Set<String> reached = new TreeSet<>();
        List.of("BodyBlock", "ChangeItem").forEach(union -> reach("#/components/schemas/" + union, reached));

        assertThat(reached).contains("#/components/schemas/ContentImage");
        assertThat(reached)
                .allSatisfy(reference -> assertThat(resolve(reference).findValuesAsText("pattern"))
                        .noneMatch(
                                pattern -> pattern.contains("\\") || pattern.contains("`") || pattern.contains("(?!")));
    }

    @Test
    void requestsHaveTheirOwnSchemaOfAnImage() {
        assertThat(CONTRACT.at("/components/schemas/StoryInput/properties/image/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/ContentImageInput");
        assertThat(CONTRACT.at("/components/schemas/ContentImageInput/properties/alt/pattern")
                        .asText())
                .isNotEmpty();
        assertThat(CONTRACT.at("/components/schemas/ContentImageInput/additionalProperties")
                        .asText())
                .isEqualTo("false");
    }

    private static void reach(String reference, Set<String> reached) {
        if (reached.add(reference)) {
            resolve(reference).findValuesAsText("$ref").forEach(next -> reach(next, reached));
        }
    }

    /** Generators write one class per tag: the class of the one would overwrite that of the other. */
    @Test
    void operationsAndWebhookEventsHaveNoTagInCommon() {
        Set<String> ofOperations = tags("paths");
        Set<String> ofEvents = tags("webhooks");

        assertThat(ofOperations).isNotEmpty().doesNotContainAnyElementsOf(ofEvents);
        assertThat(ofEvents).isNotEmpty();
        assertThat(CONTRACT.path("tags").findValuesAsText("name"))
                .containsAll(ofOperations)
                .containsAll(ofEvents);
    }

    @Test
    void generatorsWriteNoMethodsForWebhookEvents() {
        assertThat(CONTRACT.path("webhooks"))
                .isNotEmpty()
                .allSatisfy(event ->
                        assertThat(event.at("/post/x-internal").asBoolean()).isTrue());
    }

    /** Go writes a pattern into a struct tag, which backticks enclose, and Go and Rust have no look-around. */
    @Test
    void patternsHaveNeitherBackticksNorLookAround() {
        assertThat(places((place, node, found) -> {
                    String pattern = node.path("pattern").asText();
                    if (pattern.contains("`") || pattern.matches(".*\\(\\?<?[=!].*")) {
                        found.add(place + ": " + pattern);
                    }
                }))
                .isEmpty();
    }

    @Test
    void headerParametersHaveAPatternOfVisibleAscii() {
        List<String> checked = new ArrayList<>();
        places((place, node, found) -> {
            if (node.path("in").asText().equals("header") && node.has("schema")) {
                checked.add(node.path("name").asText());
                Pattern pattern = Pattern.compile(node.at("/schema/pattern").asText("missing"));
                assertThat(pattern.matcher("a").find()).as(place).isTrue();
                IntStream.range(0, 0x300)
                        .filter(code -> code < ' ' || code > '~')
                        .forEach(code -> assertThat(
                                        pattern.matcher("a" + (char) code + "a").find())
                                .as("%s accepts U+%04X", place, code)
                                .isFalse());
                node.at("/schema/examples")
                        .forEach(example -> assertThat(example.asText())
                                .as(place)
                                .matches(text -> pattern.matcher(text).find()));
                assertThat(node.at("/schema/maxLength").asInt()).as(place).isPositive();
            }
        });
        assertThat(checked).contains("If-Match", "If-None-Match", "Idempotency-Key", "Last-Event-ID", "webhook-id");
    }

    @Test
    void anOperationThatResponds412HasAPrecondition() {
        List<String> checked = new ArrayList<>();
        CONTRACT.path("paths")
                .forEach(item -> item.forEach(operation -> {
                    if (operation.path("responses").has("412")) {
                        List<String> headers = new ArrayList<>();
                        operation
                                .path("parameters")
                                .forEach(parameter -> headers.add((parameter.has("$ref")
                                                ? resolve(parameter.path("$ref").asText())
                                                : parameter)
                                        .path("name")
                                        .asText()));
                        assertThat(headers)
                                .as(operation.path("operationId").asText())
                                .contains("If-Match");
                        checked.addAll(headers);
                    }
                }));
        assertThat(checked).contains("If-Unmodified-Since");
    }

    /** Generators would make a type of each. */
    @Test
    void anEnumerationThatOccursTwiceIsAComponent() {
        Map<String, List<String>> places = new TreeMap<>();
        places((place, node, found) -> {
            if (node.path("enum").isArray() && node.path("enum").size() > 1) {
                places.computeIfAbsent(node.path("enum").toString(), any -> new ArrayList<>())
                        .add(place);
            }
        });
        assertThat(places.values())
                .allSatisfy(same -> assertThat(same).as("The same enumeration").hasSize(1));
        assertThat(places.values().stream().flatMap(List::stream))
                .contains(
                        "/components/schemas/StoryField",
                        "/components/schemas/BodyFormat",
                        "/components/schemas/StorySort",
                        "/components/schemas/StoryStatus");
    }

    /** A Go package has one name space for the constants of all enumerations. */
    @Test
    void noTwoEnumerationsHaveAConstantInCommon() {
        List<String> constants = new ArrayList<>();
        CONTRACT.at("/components/schemas").forEach(schema -> {
            if (schema.path("enum").size() > 1) {
                String named = schema.has("x-enum-varnames") ? "x-enum-varnames" : "enum";
                assertThat(schema.path(named)).hasSameSizeAs(schema.path("enum"));
                schema.path(named)
                        .forEach(name -> constants.add(
                                name.asText().replaceAll("[^A-Za-z]", "").toUpperCase(Locale.ROOT)));
            }
        });

        assertThat(constants).contains("LISTEDTITLE", "TITLE").doesNotHaveDuplicates();
    }

    @Test
    void everyChoiceOfAParameterHasAName() {
        assertThat(places((place, node, found) -> {
                    if (node.has("in")
                            && !node.path("schema").findValues("enum").isEmpty()) {
                        found.add(place);
                    }
                }))
                .isEmpty();
    }

    /** Names that apps, or the languages and platforms of generated clients, have types of their own for. */
    @Test
    void noSchemaHasANameThatCollides() {
        Set<String> taken = Set.of((
                // of languages and their libraries
                "Any Array Boolean Byte Bytes Character Class Collection Data Date DateTime Decimal Dictionary"
                        + " Double Duration Entry Enum Error Exception Field File Float Format Function Future"
                        + " Instant Int Integer Iterable Iterator List Locale Long Map Module Never Nothing Null"
                        + " Number Object Option Optional Pair Path Promise Property Range Record Result Self Set"
                        + " Stream String Symbol Task Text Time Type Unit Url Uri URI URL Uuid UUID Value Void"
                        // of the generators' own run-time code
                        + " ApiClient ApiError ApiException ApiResponse Client Configuration Context Header"
                        + " Headers Middleware Request Response Server"
                        // of apps and user-interface libraries
                        + " Action Actor App Block Body Button Change Color Content Event Heading Highlight Image"
                        + " Item Key Label Link ListItem Live Menu Model Page Player Query Replay Scheduled Screen"
                        + " Seo State Suggestion Table TextRange Theme Total User View Window")
                .split(" "));

        assertThat(names(CONTRACT.at("/components/schemas"))).doesNotContainAnyElementsOf(taken);
    }

    /** Generators copy it into every file that they write. */
    @Test
    void theIntroductionIsShort() {
        assertThat(CONTRACT.at("/info/description").asText())
                .hasSizeBetween(20, 200)
                .doesNotContain("\n");
    }

    @Test
    void everyCreateLinksToWhatCanBeDoneNext() {
        Map<String, Set<String>> links = new TreeMap<>();
        CONTRACT.path("paths")
                .forEach(path -> path.forEach(operation -> {
                    Set<String> to = new TreeSet<>();
                    operation.at("/responses/201/links").forEach(link -> {
                        to.add(link.path("operationId").asText());
                        assertLinks(operation, link);
                    });
                    if (!to.isEmpty()) {
                        links.put(operation.path("operationId").asText(), to);
                    }
                }));

        assertThat(links.get("createStory"))
                .contains("getEditorialStory", "saveStory", "publishStory", "deleteStory", "createPreviewToken");
        List.of("Category", "Author", "Tag", "Collection")
                .forEach(kind -> assertThat(links.get("create" + kind))
                        .containsExactlyInAnyOrder("getEditorial" + kind, "change" + kind, "delete" + kind));
        assertThat(links.get("createKey")).containsExactlyInAnyOrder("getKey", "revokeKey");
        assertThat(links.get("createWebhook")).contains("getWebhook", "changeWebhook", "deleteWebhook");
        assertThat(links.get("createPreviewToken")).containsExactlyInAnyOrder("getPreview", "revokePreviewToken");
    }

    /** A link gives its operation all that it requires, and nothing that it does not know. */
    private static void assertLinks(JsonNode create, JsonNode link) {
        String id = link.path("operationId").asText();
        List<JsonNode> targets = new ArrayList<>();
        CONTRACT.path("paths")
                .forEach(path -> path.forEach(operation -> {
                    if (operation.path("operationId").asText().equals(id)) {
                        operation
                                .path("parameters")
                                .forEach(parameter -> targets.add(
                                        parameter.has("$ref")
                                                ? resolve(parameter.path("$ref").asText())
                                                : parameter));
                    }
                }));
        assertThat(targets.stream().map(parameter -> parameter.path("name").asText()))
                .as(id)
                .containsAll(names(link.path("parameters")));
        assertThat(names(link.path("parameters")))
                .as(id)
                .containsAll(targets.stream()
                        .filter(parameter -> parameter.path("required").asBoolean())
                        .map(parameter -> parameter.path("name").asText())
                        .toList());
        link.path("parameters").forEach(expression -> {
            if (expression.asText().startsWith("$response.body#")) {
                String pointer = expression.asText().substring("$response.body#".length());
                assertThat(create.at("/responses/201/content/application~1json/example")
                                .at(pointer)
                                .isTextual())
                        .as("%s in the example of %s", expression, create.path("operationId"))
                        .isTrue();
            }
        });
    }

    @Test
    void theExampleOfAResponseFollowsFromTheExampleOfItsRequest() {
        List<String> checked = new ArrayList<>();
        CONTRACT.path("paths")
                .forEach(path -> path.forEach(operation -> {
                    JsonNode response = Stream.of("200", "201")
                            .map(status -> operation.at("/responses/" + status + "/content/application~1json"))
                            .filter(JsonNode::isObject)
                            .findFirst()
                            .orElse(MissingNode.getInstance());
                    JsonNode schema = response.path("schema");
                    JsonNode members =
                            (schema.has("$ref") ? resolve(schema.path("$ref").asText()) : schema).path("properties");
                    operation
                            .at("/requestBody/content")
                            .forEach(content -> content.path("example").properties().stream()
                                    .filter(member -> members.has(member.getKey()))
                                    .forEach(member -> {
                                        String id =
                                                operation.path("operationId").asText() + "/" + member.getKey();
                                        assertFollows(
                                                id,
                                                member.getValue(),
                                                response.path("example").path(member.getKey()));
                                        checked.add(id);
                                    }));
                }));
        assertThat(checked).contains("createStory/title", "saveStory/seo", "createKey/expiresAt");
    }

    /** A merge patch removes members by null, and leaves others unchanged. */
    private static void assertFollows(String id, JsonNode sent, JsonNode returned) {
        if (sent.isNull()) {
            assertThat(returned.isMissingNode()).as(id).isTrue();
        } else if (sent.isObject()) {
            sent.properties()
                    .forEach(member -> assertFollows(
                            id + "/" + member.getKey(), member.getValue(), returned.path(member.getKey())));
        } else {
            assertThat(returned).as(id).isEqualTo(sent);
        }
    }

    @Test
    void theFourKindsOfTaxonomyHaveTheSameConstraintsOnTheSameMembers() {
        List<Map<String, String>> sameMembers = List.of(
                Map.of("Category", "slug", "Author", "slug", "Tag", "slug", "Collection", "slug"),
                Map.of("Category", "name", "Author", "name", "Tag", "name", "Collection", "title"),
                Map.of("Category", "description", "Collection", "description"),
                Map.of("Category", "position", "Collection", "position"));
        List.of("%sInput", "%sPatch")
                .forEach(schema -> sameMembers.forEach(members -> {
                    Set<JsonNode> constraints = new HashSet<>();
                    members.forEach((kind, member) -> constraints.add(constraints(
                            CONTRACT.at("/components/schemas/" + schema.formatted(kind) + "/properties/" + member))));
                    assertThat(constraints).as("%s of %s", members, schema).hasSize(1);
                }));
        // A biography may be longer than a description, and is the same kind of text.
        assertThat(CONTRACT.at("/components/schemas/AuthorInput/properties/bio/pattern"))
                .isEqualTo(CONTRACT.at("/components/schemas/CategoryInput/properties/description/pattern"));
    }

    private static JsonNode constraints(JsonNode member) {
        assertThat(member.isObject()).isTrue();
        return ((ObjectNode) member.deepCopy()).without(List.of("description", "examples"));
    }

    /** The project has no licence yet. */
    @Test
    void noLicenceIsNamed() {
        assertThat(CONTRACT.path("info").has("license")).isFalse();
    }

    private static Set<String> tags(String of) {
        Set<String> tags = new TreeSet<>();
        CONTRACT.path(of).forEach(path -> path.forEach(operation -> tags.addAll(texts(operation.path("tags")))));
        return tags;
    }

    /** What is done at one place of the document. */
    private interface Check {
        void at(String place, JsonNode node, List<String> found);
    }

    /** The places that a check finds, examples aside: they are data. */
    private static List<String> places(Check check) {
        List<String> found = new ArrayList<>();
        visit("", CONTRACT, (place, node) -> check.at(place, node, found));
        return found;
    }

    private static void visit(String place, JsonNode node, BiConsumer<String, JsonNode> visitor) {
        visitor.accept(place, node);
        node.properties().forEach(member -> {
            if (!member.getKey().equals("example") && !member.getKey().equals("examples")) {
                visit(place + "/" + member.getKey(), member.getValue(), visitor);
            }
        });
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                visit(place + "/" + i, node.get(i), visitor);
            }
        }
    }

    private static JsonNode resolve(String reference) {
        return CONTRACT.at(reference.substring(1));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static JsonNode read() {
        try {
            return new ObjectMapper(new YAMLFactory())
                    .readTree(Path.of("openapi.yaml").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
