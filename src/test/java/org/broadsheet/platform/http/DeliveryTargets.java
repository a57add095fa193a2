package org.broadsheet.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Makes requests to delivery from the contract: each parameter with values that it accepts and with hostile ones, and each
 * request written in one of the many ways in which clients and attackers can write it.
 */
public final class DeliveryTargets {

    private static final Path CONTRACT = Path.of("openapi.yaml");

    private static final List<String> HOSTILE = List.of(
            "memory#",
            "memory%23",
            "a+b",
            "a%2Bb",
            "a%2bb",
            "a b",
            "a%20b",
            "a;b",
            "a%3Bb",
            "a,b",
            "a%2Cb",
            "a=b",
            "a%3Db",
            "a%26category=policy",
            "a%2526b",
            "%",
            "%4",
            "%zz",
            "%00",
            "%0D%0A",
            "%C0%AF",
            "%E0%80%AF",
            "%ED%A0%80",
            "%FF",
            "%F5%80%80%80",
            "%EF%BF%BD",
            "%EF%BF%BE",
            "%C3%A9",
            "%c3%a9",
            "\u00c3\u00a9",
            "\u00e9",
            "[a]",
            "\"a\"",
            "a|b",
            "a\\b",
            "%5B",
            "",
            "..",
            "%2e%2e",
            "%2F",
            "/",
            "?",
            "@",
            ":",
            "*",
            "'",
            "!",
            "$",
            "(",
            "~",
            "%7E",
            "\u007f",
            "%7F",
            "\t");

    private static final List<String> WORDS = List.of(
            "memory",
            "Memory",
            "mem%6Fry",
            "%6d%65mory",
            "inference+boom",
            "inference%20boom",
            "%22inference%20boom%22",
            "memory+-inference",
            "memory+or+policy",
            "caf%C3%A9",
            "%E8%A8%98%E6%86%B6",
            "memroy",
            "semicnductor",
            "the",
            "+memory+",
            "%20memory",
            "memory%E3%80%80",
            "C%2B%2B",
            "C++",
            "C%23",
            "C#",
            "50%25",
            "a%26b",
            "power;grid",
            "1");

    private static final List<String> TIMES = List.of(
            "2026-01-01T00:00:00Z",
            "2026-01-01T01:00:00%2B01:00",
            "2026-01-01T01%3A00%3A00%2B01%3A00",
            "2026-01-01t00:00:00z",
            "2026-01-01T01:00:00+01:00",
            "2026-01-01T00:00:00.000Z",
            "2026-11-01T00:00:00Z",
            "2026-01-01");

    private static final List<String> ACCEPT = List.of(
            "*/*",
            "application/json",
            "application/*",
            "application/json;q=0",
            "*/*;q=0",
            "application/json;q=0, */*",
            "application/json;q=0.5",
            "application/json;q=0.000",
            "application/json; q=1",
            "text/html",
            "text/html, */*;q=0.8",
            "application/json-patch+json",
            "application/problem+json",
            "application/json;charset=utf-8",
            "text/*",
            "Application/JSON",
            "application/json;v=1",
            "text/html;q=0.9, application/json;q=0",
            "*",
            "json",
            "",
            ",",
            "application/json,",
            "application/json, text/plain, */*",
            "text/event-stream",
            "*/json",
            "application/json;q=2",
            "text/html\r\nAccept: application/json",
            "application/json\r\nAccept: */*;q=0",
            "*/*\r\nAccept: text/html");

    private static final List<String> ACCEPT_ENCODING = List.of(
            "gzip",
            "br",
            "gzip, br",
            "gzip;q=0",
            "*",
            "identity",
            "identity;q=0",
            "*;q=0",
            "br;q=0.1, gzip",
            "GZIP",
            "deflate",
            "gzip\r\nAccept-Encoding: br",
            "gzip;q=0\r\nAccept-Encoding: *",
            "gzip;q=abc",
            "",
            "zstd, gzip;q=0.5, identity;q=0.9");

    private static final List<String> OTHERS = List.of(
            "Origin: https://site.example",
            "Origin: null",
            "Authorization: Bearer bs_wrong",
            "Authorization: Basic eDp5",
            "Content-Type: nonsense",
            "Content-Type: application/json",
            "Content-Length: 0",
            "Accept-Language: de",
            "Accept-Charset: x",
            "If-Modified-Since: Thu, 01 Jan 2037 00:00:00 GMT",
            "If-Modified-Since: Thu, 01 Jan 2015 00:00:00 GMT",
            "If-Modified-Since: yesterday",
            "If-Modified-Since: Thu, 01 Jan 2015 00:00:00 GMT\r\nIf-Modified-Since: Thu, 01 Jan 2037 00:00:00 GMT",
            "If-Unmodified-Since: Thu, 01 Jan 2015 00:00:00 GMT",
            "If-Match: \"x\"",
            "Range: bytes=0-9",
            "Cookie: a=b",
            "Cache-Control: no-cache",
            "Cache-Control: only-if-cached",
            "Pragma: no-cache",
            "X-HTTP-Method-Override: DELETE",
            "Expect: nothing",
            "X-Forwarded-Prefix: /x",
            "X-Forwarded-Host: evil.example",
            "Forwarded: host=evil.example");

    private static final List<String> HOSTS = List.of(
            "Host: x",
            "Host: evil.example",
            "Host: [::1]:80",
            "Host: a b",
            "Host: [",
            "Host: \u00e9",
            "Host: a:b:c",
            "Host:");

    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, List<String>> names;
    private final Random random;

    /** @param names of things that there are, slugs and ids, by the name of the path parameter */
    public DeliveryTargets(Map<String, List<String>> names, Random random) throws IOException {
        this.names = names;
        this.random = random;
        JsonNode contract = new ObjectMapper(new YAMLFactory()).readTree(CONTRACT.toFile());
        for (Map.Entry<String, JsonNode> path : contract.path("paths").properties()) {
            JsonNode get = path.getValue().path("get");
            boolean isStream = get.at("/responses/200/content").has("text/event-stream");
            if (!get.isMissingNode() && isDelivery(path.getKey()) && !isStream) {
                operations.add(Operation.of(path.getKey(), get, contract));
            }
        }
    }

    private static boolean isDelivery(String path) {
        return Surface.of(path) == Surface.DELIVERY;
    }

    /** One that reads, with its query parameters. */
    private record Operation(String path, Map<String, JsonNode> parameters) {

        static Operation of(String path, JsonNode get, JsonNode contract) {
            Map<String, JsonNode> parameters = new TreeMap<>();
            for (JsonNode given : get.path("parameters")) {
                JsonNode parameter = given.has("$ref")
                        ? contract.at(given.path("$ref").asText().substring(1))
                        : given;
                if (parameter.path("in").asText().equals("query")) {
                    parameters.put(parameter.path("name").asText(), parameter);
                }
            }
            return new Operation(path, parameters);
        }
    }

    /** Templates of the operations. */
    public List<String> operations() {
        return operations.stream().map(Operation::path).toList();
    }

    /**
     * A whole request.
     *
     * @param tags validators that responses have had
     */
    public String next(List<String> tags) {
        Operation operation = one(operations);
        StringBuilder request = new StringBuilder(method())
                .append(' ')
                .append(target(operation))
                .append(rarely(100) ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n")
                .append(rarely(25) ? one(HOSTS) : "Host: localhost")
                .append("\r\n");
        List<String> headers = new ArrayList<>();
        if (rarely(4)) {
            headers.add("Accept: " + one(ACCEPT));
        }
        if (rarely(4)) {
            headers.add("Accept-Encoding: " + one(ACCEPT_ENCODING));
        }
        if (rarely(5)) {
            headers.add("If-None-Match: " + ifNoneMatch(tags));
        }
        if (rarely(6)) {
            headers.add(one(OTHERS));
        }
        Collections.shuffle(headers, random);
        headers.forEach(header -> request.append(header).append("\r\n"));
        return request.append("\r\n").toString();
    }

    private String method() {
        return rarely(8) ? one(List.of("HEAD", "HEAD", "HEAD", "OPTIONS", "POST", "DELETE", "get", "BREW")) : "GET";
    }

    private String ifNoneMatch(List<String> tags) {
        if (tags.isEmpty() || rarely(4)) {
            return one(List.of("*", " * ", "\"x\"", "x", "", ",", "\"a,b\"", "*\r\nIf-None-Match: \"x\"", "W/*"));
        }
        String tag = one(tags);
        return one(List.of(
                tag,
                "W/" + tag,
                "\"x\", " + tag,
                tag + ",\"x\"",
                "\"x\"\r\nIf-None-Match: " + tag,
                tag + "\r\nIf-None-Match: \"x\"",
                tag.replace("\"", ""),
                "w/" + tag));
    }

    private String target(Operation operation) {
        String path = path(operation.path());
        List<String> pairs = new ArrayList<>();
        for (Map.Entry<String, JsonNode> parameter : operation.parameters().entrySet()) {
            boolean isRequired = parameter.getValue().path("required").asBoolean();
            if (isRequired ? !rarely(30) : rarely(operation.parameters().size())) {
                for (int values = rarely(6) ? 2 + random.nextInt(2) : 1; values > 0; values--) {
                    pairs.add(name(parameter.getKey()) + "=" + value(parameter.getValue()));
                }
            }
        }
        if (rarely(12)) {
            pairs.add(one(List.of(
                    "",
                    "=",
                    "=1",
                    "junk=1",
                    "=limit",
                    "q",
                    "limit",
                    "%",
                    "&",
                    ";",
                    "limit=5;total=exact",
                    "#",
                    "#&category=policy",
                    "Limit=5",
                    "q=memory",
                    "%00=1",
                    "limit%00=5",
                    "a=%C0%AF",
                    "%C0%AF=a")));
        }
        Collections.shuffle(pairs, random);
        String query = String.join(rarely(60) ? ";" : "&", pairs);
        String target = pairs.isEmpty() && !rarely(20) ? path : path + "?" + query;
        if (rarely(40)) {
            target += one(List.of("#", "#a", "?", "&", "#&total=exact", "%23"));
        }
        return rarely(60)
                ? one(List.of("http://localhost", "http://evil.example", "HTTP://x", "//x")) + target
                : target;
    }

    private String path(String template) {
        String path = template;
        for (Map.Entry<String, List<String>> name : names.entrySet()) {
            String variable = "{" + name.getKey() + "}";
            if (path.contains(variable)) {
                path = path.replace(variable, rarely(12) ? one(HOSTILE) : spelled(one(name.getValue())));
            }
        }
        return rarely(25)
                ? one(List.of(
                        path + "/",
                        path.replaceFirst("/v1/", "/v1//"),
                        path.replaceFirst("/v1/", "/v1/./"),
                        path.replaceFirst("/v1/", "/v1/x/../"),
                        path.replaceFirst("/v1/", "/x/../v1/"),
                        path.replaceFirst("/v1/", "/v1;a=b/"),
                        path.replaceFirst("/v1/", "/%761/"),
                        path.replaceFirst("/v1/", "/V1/"),
                        path.replaceFirst("s", "%73"),
                        path.replaceFirst("s", "%2573"),
                        path + ";a=b",
                        path + "%00",
                        path + "%3Fa=b",
                        path + "%23",
                        path + ".json",
                        path.toUpperCase(Locale.ROOT)))
                : path;
    }

    private String name(String name) {
        if (rarely(25)) {
            return one(List.of(encoded(name), name.toUpperCase(Locale.ROOT), name + "%5B%5D", name + "[]", "+" + name));
        }
        return name;
    }

    private String value(JsonNode parameter) {
        JsonNode schema = parameter.path("schema");
        if (rarely(8)) {
            return one(HOSTILE);
        }
        if (schema.path("type").asText().equals("array")) {
            JsonNode items = schema.path("items");
            boolean isSeparatedByCommas = !parameter.path("explode").asBoolean(true);
            List<String> values = new ArrayList<>();
            for (int count = isSeparatedByCommas ? 1 + random.nextInt(4) : 1; count > 0; count--) {
                values.add(single(parameter.path("name").asText(), items));
            }
            return String.join(rarely(4) ? "%2C" : ",", values);
        }
        return single(parameter.path("name").asText(), schema);
    }

    private String single(String name, JsonNode schema) {
        if (schema.has("enum")) {
            return spelled(one(texts(schema.path("enum"))));
        }
        if (name.equals("wait")) {
            // Nothing changes that would end the wait.
            return "0";
        }
        if (schema.path("type").asText().equals("integer")) {
            return one(List.of(
                    "1",
                    "2",
                    "3",
                    "5",
                    "20",
                    "020",
                    "%31",
                    "0",
                    "101",
                    "+5",
                    "-1",
                    schema.path("default").asText("4")));
        }
        if (name.equals("q")) {
            return one(WORDS);
        }
        if (schema.path("format").asText().equals("date-time")) {
            return one(TIMES);
        }
        if (name.equals("language")) {
            return one(List.of("en", "EN", "de", "en-GB", "en-gb", "x", "en-1"));
        }
        if (name.equals("cursor") || name.equals("since")) {
            return one(names.get("cursor"));
        }
        String plain = name.equals("id") || name.equals("exclude") ? "story" : name;
        return spelled(one(names.getOrDefault(plain, List.of("a"))));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** Mostly as it is. */
    private String spelled(String text) {
        return rarely(6) ? encoded(text) : rarely(40) ? text.toUpperCase(Locale.ROOT) : text;
    }

    /** With some characters encoded that need not be, in digits of either case. */
    private String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > 0 && !rarely(4)) {
                encoded.append((char) octet);
            } else {
                encoded.append((random.nextBoolean() ? "%%%02x" : "%%%02X").formatted(octet & 0xff));
            }
        }
        return encoded.toString();
    }

    private boolean rarely(int oneIn) {
        return random.nextInt(Math.max(1, oneIn)) == 0;
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
