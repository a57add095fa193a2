package org.broadsheet.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.broadsheet.Editor;
import org.broadsheet.contract.Probe.Kind;
import org.broadsheet.platform.operation.ConditionalHeader;

/** Makes the requests that an operation is tried with. */
final class Probes {

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW");

    /** Stands in content for what no other request has. */
    static final String UNIQUE = "UNIQUE";

    /** HTTP itself says what becomes of a bad one: it is ignored, unless it is a tag that the client requires. */
    private static final Set<String> OF_HTTP = Arrays.stream(ConditionalHeader.values())
            .map(ConditionalHeader::header)
            .collect(Collectors.toSet());

    /** Escapes, since half a surrogate pair cannot be sent otherwise. */
    private final ObjectMapper json =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final List<Probe> probes = new ArrayList<>();
    private final JsonNode item;
    private final JsonNode operation;
    private final List<JsonNode> parameters;
    private final Probe plain;

    private Probes(JsonNode item, String method) {
        this.item = item;
        this.operation = item.path(method);
        this.parameters = ContractValidation.INSTANCE.parameters(operation);
        this.plain = new Probe(Kind.VALID, "as it should be", method.toUpperCase(), required(""), headers(), content());
    }

    static List<Probe> of(JsonNode item, String method) {
        Probes made = new Probes(item, method);
        made.parameters.stream()
                .filter(parameter -> parameter.path("in").asText().equals("query"))
                .forEach(made::probeQuery);
        made.parameters.stream()
                .filter(parameter -> parameter.path("in").asText().equals("header"))
                .forEach(made::probeHeader);
        made.plain.content().ifPresent(content -> made.probeContent());
        made.probeRequestAsSuch();
        // Last, since it may take away what the others are tried on.
        made.probes.add(made.plain);
        return made.probes;
    }

    /** A request as it should be, which has everything that is required and nothing else. */
    static Probe plain(JsonNode item, String method) {
        return new Probes(item, method).plain;
    }

    /** The parameters without which there is no response, to go before others. */
    private String required(String exceptThis) {
        return parameters.stream()
                .filter(parameter -> parameter.path("in").asText().equals("query")
                        && parameter.path("required").asBoolean()
                        && !parameter.path("name").asText().equals(exceptThis))
                .map(parameter -> parameter.path("name").asText() + "="
                        + encoded(ProbeValues.valid(parameter.path("schema")).asText()) + "&")
                .collect(Collectors.joining());
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        if (!operation.path("security").isEmpty()) {
            headers.put("Authorization", "Bearer " + Editor.KEY);
        }
        parameters.stream()
                .filter(parameter -> parameter.path("in").asText().equals("header")
                        && parameter.path("required").asBoolean())
                // An ETag has to be one that was read; any version will do here.
                .forEach(parameter -> headers.put(parameter.path("name").asText(), "*"));
        if (operation.has("requestBody")) {
            headers.put(
                    "Content-Type", mediaTypes(operation.path("requestBody")).get(0));
        }
        return headers;
    }

    private Optional<String> content() {
        if (!operation.has("requestBody")) {
            return Optional.empty();
        }
        ObjectNode example =
                operation.at("/requestBody/content/application~1json/example").deepCopy();
        List.of("name", "title").forEach(member -> {
            if (example.has(member)) {
                example.put(member, example.path(member).asText() + " " + UNIQUE);
            }
        });
        if (example.has("slug")) {
            example.put("slug", example.path("slug").asText() + "-" + UNIQUE);
        }
        return Optional.of(example.toString());
    }

    static List<String> mediaTypes(JsonNode described) {
        List<String> names = new ArrayList<>();
        described.path("content").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private void probeQuery(JsonNode parameter) {
        String name = parameter.path("name").asText();
        JsonNode whole = parameter.path("schema");
        boolean several = whole.path("type").asText().equals("array");
        JsonNode one = several ? whole.path("items") : whole;
        Consumer<Map.Entry<Kind, String>> add =
                value -> probes.add(plain.as(value.getKey(), name + "=" + shortened(value.getValue()))
                        .asking(required(name) + name + "=" + encoded(value.getValue())));
        add.accept(Map.entry(Kind.VALID, ProbeValues.valid(one).asText()));
        ProbeValues.atBounds(one).values().forEach(value -> add.accept(Map.entry(Kind.AT_BOUND, value.asText())));
        ProbeValues.beyondBounds(one)
                .values()
                .forEach(value -> add.accept(Map.entry(Kind.BEYOND_BOUND, value.asText())));
        ProbeValues.ofWrongForm(one).forEach(value -> add.accept(Map.entry(Kind.WRONG_FORM, value)));
        if (ProbeValues.type(one).equals("integer")) {
            List.of("abc", "1.5", "1e1", "0x1", "", "٣", "99999999999999999999")
                    .forEach(value -> add.accept(Map.entry(Kind.WRONG_TYPE, value)));
        }
        if (parameter.path("required").asBoolean()) {
            probes.add(plain.as(Kind.MISSING, "no " + name).asking(required(name)));
        }
        ProbeValues.ODD_ENCODED.forEach(value ->
                probes.add(plain.as(Kind.CHARACTERS, name + "=" + value).asking(required(name) + name + "=" + value)));
        String values = (name + "=" + encoded(ProbeValues.valid(one).asText()) + "&")
                .repeat(several ? whole.path("maxItems").asInt() + 1 : 2);
        Probe tooMany = plain.as(several ? Kind.BEYOND_BOUND : Kind.EXTRA, name + " too often")
                .asking(required(name) + values.substring(0, values.length() - 1));
        if (tooMany.query().length() < 8_000) {
            probes.add(tooMany);
        }
    }

    private void probeHeader(JsonNode parameter) {
        String name = parameter.path("name").asText();
        boolean isRequired = parameter.path("required").asBoolean();
        if (OF_HTTP.contains(name) && !isRequired) {
            Kind kind = name.equals("If-Match") ? Kind.CHARACTERS : Kind.AT_BOUND;
            List.of(
                            "",
                            "a b",
                            "\"a\"",
                            "W/\"a\"",
                            "*, *",
                            "a".repeat(parameter.at("/schema/maxLength").asInt()))
                    .forEach(value -> probes.add(
                            plain.as(kind, name + ": " + shortened(value)).header(name, value)));
            return;
        }
        if (isRequired) {
            probes.add(plain.as(Kind.MISSING, "no " + name).header(name, null));
        }
        probes.add(plain.as(Kind.WRONG_FORM, name + " of two words").header(name, "a b"));
        boolean mayBeEmpty = parameter.at("/schema/minLength").asInt() == 0;
        probes.add(plain.as(mayBeEmpty ? Kind.AT_BOUND : Kind.WRONG_FORM, name + " of nothing")
                .header(name, ""));
        probes.add(plain.as(Kind.BEYOND_BOUND, name + " too long")
                .header(name, "a".repeat(parameter.at("/schema/maxLength").asInt() + 1)));
    }

    private void probeContent() {
        JsonNode body = operation.path("requestBody");
        if (body.path("required").asBoolean()) {
            probes.add(plain.as(Kind.MISSING, "no content").sending(null));
        }
        // Some clients send null for a body that may be absent.
        probes.add(plain.as(body.path("required").asBoolean() ? Kind.WRONG_TYPE : Kind.VALID, "content null")
                .sending("null"));
        List.of("[]", "5", "\"text\"", "{", "{\"a\": 1, \"a\": 2}", "\u0000", "{} {}")
                .forEach(content -> probes.add(
                        plain.as(Kind.WRONG_TYPE, "content " + content).sending(content)));
        List.of("text/plain", "application/xml", "multipart/form-data; boundary=x", "application/json; charset=utf-16")
                .forEach(type -> probes.add(
                        plain.as(Kind.MEDIA_TYPE, "Content-Type: " + type).header("Content-Type", type)));
        probes.add(plain.as(Kind.MEDIA_TYPE, "Content-Encoding: gzip").header("Content-Encoding", "gzip"));
        probes.add(plain.as(Kind.TOO_LARGE, "content").sending("{\"a\": \"" + "a".repeat(1 << 20) + "\"}"));
        mediaTypes(body).forEach(type -> probes.add(plain.as(Kind.VALID, type).header("Content-Type", type)));
        probeMembers(
                plain, "", body.path("content").path(mediaTypes(body).get(0)).path("schema"));
    }

    private void probeMembers(Probe typed, String place, JsonNode schema) {
        JsonNode object = ProbeValues.meant(schema);
        replace(
                typed,
                Kind.EXTRA,
                place + "/noSuchMember",
                json.getNodeFactory().numberNode(1));
        Set<String> required = new HashSet<>();
        object.path("required").forEach(member -> {
            required.add(member.asText());
            replace(typed, Kind.MISSING, place + "/" + member.asText(), null);
        });
        object.path("properties").properties().forEach(member -> {
            String here = place + "/" + member.getKey();
            // Where something is made, null is the same as absent, as the guide says.
            boolean mayBeNull = plain.method().equals("PATCH")
                    ? ProbeValues.takesNull(member.getValue())
                    : !required.contains(member.getKey());
            probeValue(typed, here, member.getValue(), mayBeNull ? Kind.VALID : Kind.WRONG_TYPE);
            if (ProbeValues.type(member.getValue()).equals("object")) {
                probeMembers(typed, here, member.getValue());
            }
            if (ProbeValues.type(member.getValue()).equals("array")) {
                JsonNode items = ProbeValues.meant(member.getValue()).path("items");
                probeValue(typed, here + "/0", items, Kind.WRONG_TYPE);
            }
        });
    }

    private void probeValue(Probe typed, String place, JsonNode schema, Kind ifNull) {
        ProbeValues.atBounds(schema).values().forEach(value -> replace(typed, Kind.AT_BOUND, place, value));
        ProbeValues.beyondBounds(schema).values().forEach(value -> replace(typed, Kind.BEYOND_BOUND, place, value));
        ProbeValues.ofOtherTypes(schema).forEach(value -> replace(typed, Kind.WRONG_TYPE, place, value));
        ProbeValues.ofWrongForm(schema)
                .forEach(value -> replace(
                        typed, Kind.WRONG_FORM, place, json.getNodeFactory().textNode(value)));
        if (ProbeValues.type(schema).equals("string")) {
            ProbeValues.UNSTORABLE.forEach(value ->
                    replace(typed, Kind.WRONG_FORM, place, json.getNodeFactory().textNode(value)));
            ProbeValues.ODD.forEach(value ->
                    replace(typed, Kind.CHARACTERS, place, json.getNodeFactory().textNode(value)));
        }
        replace(typed, ifNull, place, json.getNodeFactory().nullNode());
    }

    /** @param value null to take the member away */
    private void replace(Probe typed, Kind kind, String place, JsonNode value) {
        ObjectNode content = read(typed.content().orElseThrow());
        JsonNode parent = content;
        String[] steps = place.substring(1).split("/");
        JsonNode schema = operation
                .at("/requestBody/content")
                .path(typed.headers().get("Content-Type"))
                .path("schema");
        for (int i = 0; i < steps.length - 1; i++) {
            schema = ProbeValues.meant(schema).path("properties").path(steps[i]);
            JsonNode next = parent.path(steps[i]);
            if (!next.isContainerNode()) {
                next = ProbeValues.valid(schema).deepCopy();
                ((ObjectNode) parent).set(steps[i], next);
            }
            parent = next;
        }
        String last = steps[steps.length - 1];
        if (parent instanceof ArrayNode array) {
            array.removeAll().add(value);
        } else if (value == null) {
            ((ObjectNode) parent).remove(last);
        } else {
            ((ObjectNode) parent).set(last, value);
        }
        probes.add(
                typed.as(kind, place + " = " + shortened(String.valueOf(value))).sending(written(content)));
    }

    private void probeRequestAsSuch() {
        probes.add(plain.as(Kind.EXTRA, "a long unknown parameter")
                .asking(required("") + "a".repeat(59) + "%F0%9F%98%82".repeat(3) + "=1"));
        ProbeValues.ODD_ENCODED.forEach(name ->
                probes.add(plain.as(Kind.EXTRA, "an unknown parameter " + name).asking(required("") + name + "x=1")));
        probes.add(plain.as(Kind.EXTRA, "an unknown parameter").asking(required("") + "noSuchParameter=1"));
        probes.add(plain.as(Kind.EXTRA, "a parameter without a name").asking(required("") + "=1"));
        probes.add(plain.as(Kind.EXTRA, "neither a name nor a value").asking(required("") + "="));
        probes.add(plain.as(Kind.EXTRA, "a name in the place of a value").asking(required("") + "=limit"));
        probes.add(plain.as(Kind.EXTRA, "a name that is not UTF-8").asking(required("") + "%C0%AF=1"));
        probes.add(plain.as(Kind.EXTRA, "a value that is not UTF-8").asking(required("") + "noSuchParameter=%FF"));
        probes.add(plain.as(Kind.TOO_LARGE, "address").asking(required("") + "a=" + "a".repeat(8_200)));
        if (operation.at("/responses/200").isObject()
                || operation.at("/responses/201").isObject()) {
            List.of("image/png", "text/html;q=0.5")
                    .forEach(type -> probes.add(
                            plain.as(Kind.MEDIA_TYPE, "Accept: " + type).header("Accept", type)));
        }
        METHODS.stream()
                .filter(method -> !item.has(method.toLowerCase()))
                .forEach(method ->
                        probes.add(plain.as(Kind.METHOD, method).with(method).sending(null)));
        if (!operation.path("security").isEmpty()) {
            probes.add(plain.as(Kind.NO_KEY, "no key").header("Authorization", null));
        }
        if (plain.method().equals("GET")) {
            probes.add(plain.with("HEAD"));
            probes.add(plain.with("HEAD")
                    .as(Kind.EXTRA, "HEAD with an unknown parameter")
                    .asking(required("") + "noSuchParameter=1"));
        }
        probes.add(plain.with("OPTIONS").sending(null));
    }

    private String written(ObjectNode content) {
        try {
            return json.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private ObjectNode read(String content) {
        try {
            return (ObjectNode) json.readTree(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String shortened(String value) {
        return value.length() > 60 ? value.substring(0, 50) + "… (" + value.length() + ")" : value;
    }
}
