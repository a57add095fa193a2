package org.broadsheet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
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
                assertThat(texts(resolve(mapping.getValue().asText()).path("required")))
                        .contains(member);
                checked.add(mapping.getKey());
            });
        });
        assertThat(checked).contains("paragraph", "divider", "story", "tombstone");
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
