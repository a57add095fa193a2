package org.broadsheet.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Values of a schema, good ones and bad ones. Composed schemas are looked at through their first alternative. */
final class ProbeValues {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> CANDIDATES = List.of(
            "a",
            "en",
            "10",
            "abc.def",
            "a@a.example",
            "/a",
            "https://a.example/",
            "msg_a",
            "story.published",
            "01a20e3d-fccd-72b2-aeea-64f8d1e16ccf");
    private static final List<String> STRANGE =
            List.of("\u0007", "A B", "ä", "..", "'", "%", "-", "\u2028", "javascript:alert(1)", "a\nb");

    /** No characters: halves of surrogate pairs, and U+0000, which PostgreSQL does not store. */
    static final List<String> UNSTORABLE = List.of("\ud800", "a\udc00b", "\ude00\ud83d", "\u0000", "a\u0000");

    /** Noncharacters, what is not assigned or private, and a character beyond the Basic Multilingual Plane. */
    static final List<String> ODD =
            List.of("\ufffe", "a\uffff", "\ufdd0\ufdd1\ufdd2", "\udbff\udfff", "\u0378", "\ue000", "😂", "\ufeff");

    /** Likewise in query strings: in UTF-8, and in bytes that are no UTF-8. */
    static final List<String> ODD_ENCODED = List.of(
            "%ED%A0%80",
            "%ED%A0%BD%ED%B8%80",
            "%00",
            "a%00b",
            "%C0%80",
            "%FF",
            "%EF%BF%BE",
            "%EF%B7%90",
            "%F4%8F%BF%BF",
            "%F0%9F%98%82",
            "%EF%BB%BF");

    private ProbeValues() {}

    /** The schema itself, past references, and past null as an alternative. */
    static JsonNode meant(JsonNode schema) {
        JsonNode resolved = ContractValidation.INSTANCE.resolve(schema);
        return resolved.has("oneOf") && !resolved.has("discriminator")
                ? meant(resolved.path("oneOf").path(0))
                : resolved;
    }

    static String type(JsonNode schema) {
        JsonNode type = meant(schema).path("type");
        return type.isArray() ? type.path(0).asText() : type.asText();
    }

    static boolean takesNull(JsonNode schema) {
        JsonNode resolved = ContractValidation.INSTANCE.resolve(schema);
        return resolved.path("oneOf").findValuesAsText("type").contains("null")
                || resolved.path("type").toString().contains("\"null\"");
    }

    static JsonNode valid(JsonNode given) {
        JsonNode schema = meant(given);
        if (schema.has("enum")) {
            return schema.path("enum").path(0);
        }
        if (!schema.path("examples").isEmpty()) {
            return schema.path("examples").path(0);
        }
        return switch (type(schema)) {
            case "integer" ->
                JSON.getNodeFactory().numberNode(schema.path("minimum").asLong(1));
            case "boolean" -> JSON.getNodeFactory().booleanNode(true);
            case "array" -> JSON.createArrayNode().add(valid(schema.path("items")));
            case "object" -> object(schema);
            default ->
                JSON.getNodeFactory()
                        .textNode(text(
                                schema, Math.max(1, schema.path("minLength").asInt())));
        };
    }

    private static JsonNode object(JsonNode schema) {
        var object = JSON.createObjectNode();
        schema.path("required")
                .forEach(member -> object.set(member.asText(), valid(schema.at("/properties/" + member.asText()))));
        return object;
    }

    /** Text of that length, or a bit longer or shorter where the form is a tight one. */
    private static String text(JsonNode schema, int length) {
        return switch (schema.path("format").asText()) {
            case "uuid" -> "01a20e3d-fccd-72b2-aeea-64f8d1e16ccf";
            case "date-time" -> "2026-11-01T00:00:00Z";
            case "uri", "uri-reference" -> "https://a.example/" + "a".repeat(Math.max(1, length - 18));
            default ->
                Stream.concat(
                                CANDIDATES.stream()
                                        .flatMap(start -> Stream.of(
                                                start.repeat(length).substring(0, Math.max(length, 1)),
                                                start + "a".repeat(Math.max(0, length - start.length())))),
                                CANDIDATES.stream())
                        .filter(matches(schema))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("Nothing comes to mind for " + schema));
        };
    }

    private static Predicate<String> matches(JsonNode schema) {
        return schema.has("pattern")
                ? Pattern.compile(schema.path("pattern").asText()).asPredicate()
                : text -> true;
    }

    /** The outermost values that are still good, by what they are. */
    static Map<String, JsonNode> atBounds(JsonNode given) {
        JsonNode schema = meant(given);
        Map<String, JsonNode> values = new LinkedHashMap<>();
        List.of("minimum", "maximum").forEach(bound -> {
            if (schema.has(bound)) {
                values.put(bound, schema.path(bound));
            }
        });
        schema.path("enum").forEach(value -> values.put("enum " + value.asText(), value));
        textOfLength(schema, schema.path("maxLength").asInt()).ifPresent(text -> values.put("maxLength", text));
        return values;
    }

    static Map<String, JsonNode> beyondBounds(JsonNode given) {
        JsonNode schema = meant(given);
        Map<String, JsonNode> values = new LinkedHashMap<>();
        if (schema.has("minimum")) {
            values.put("minimum - 1", number(schema.path("minimum").asLong() - 1));
        }
        if (schema.has("maximum")) {
            values.put("maximum + 1", number(schema.path("maximum").asLong() + 1));
        }
        textOfLength(schema, schema.path("maxLength").asInt() + 1).ifPresent(text -> values.put("maxLength + 1", text));
        if (schema.path("minLength").asInt() == 1) {
            values.put("minLength - 1", textNode(""));
        }
        if (type(schema).equals("array")) {
            values.put("maxItems + 1", many(schema, schema.path("maxItems").asInt() + 1));
        }
        return values;
    }

    /** Text of that very length, unless its form does not allow it. */
    private static Optional<JsonNode> textOfLength(JsonNode schema, int length) {
        if (!schema.has("maxLength") || schema.has("enum")) {
            return Optional.empty();
        }
        String text = text(schema, length);
        return text.length() == length ? Optional.of(textNode(text)) : Optional.empty();
    }

    private static ArrayNode many(JsonNode schema, int count) {
        ArrayNode many = JSON.createArrayNode();
        for (int i = 0; i < count; i++) {
            many.add(valid(schema.path("items")));
        }
        return many;
    }

    /** Values of every other type. */
    static List<JsonNode> ofOtherTypes(JsonNode schema) {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        all.put("string", textNode("text"));
        all.put("integer", number(7));
        all.put("boolean", JSON.getNodeFactory().booleanNode(true));
        all.put("array", JSON.createArrayNode());
        all.put("object", JSON.createObjectNode());
        all.put("number", JSON.getNodeFactory().numberNode(1.5));
        if (type(schema).equals("object")) {
            all.put("array", JSON.createArrayNode().add(1));
        }
        all.remove(type(schema));
        return List.copyOf(all.values());
    }

    /** Text of the right type that the form does not allow. */
    static List<String> ofWrongForm(JsonNode given) {
        JsonNode schema = meant(given);
        if (schema.has("enum")) {
            return List.of("no-such-value", schema.path("enum").path(0).asText().toUpperCase() + "X");
        }
        List<String> wrong = new ArrayList<>();
        if (List.of("uuid", "date-time").contains(schema.path("format").asText())) {
            wrong.addAll(List.of("a", "2026-13-45T99:00:00Z", "01a20e3d-fccd-72b2-aeea-64f8d1e16cc"));
        } else if (schema.has("pattern")) {
            STRANGE.stream().filter(matches(schema).negate()).forEach(wrong::add);
        }
        return wrong;
    }

    private static JsonNode textNode(String text) {
        return JSON.getNodeFactory().textNode(text);
    }

    private static JsonNode number(long number) {
        return JSON.getNodeFactory().numberNode(number);
    }
}
