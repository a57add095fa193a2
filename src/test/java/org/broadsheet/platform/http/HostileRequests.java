package org.broadsheet.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Makes requests to all operations of the contract, nearly all of which are wrong in one way or several. */
final class HostileRequests {

    private static final Path CONTRACT = Path.of("openapi.yaml");
    private static final Path EXAMPLES = Path.of("src/main/resources/contract");
    private static final String END = "\r\n";

    private static final List<String> VALUES = List.of(
            "",
            "1",
            "-1",
            "99999999999999999999",
            "NaN",
            "true",
            "null",
            "a",
            "%00",
            "%FF",
            "%C0%AF",
            "%ED%A0%80",
            "%zz",
            "%",
            "..",
            "%2e%2e",
            "%2F",
            "a%2Fb",
            "a;b",
            "'",
            "\"",
            "\\",
            "*",
            "#",
            "?",
            "{}",
            "[]",
            "%F0%9F%98%82",
            "2026-01-01T00:00:00Z",
            "2026-13-45",
            "+1000000000-01-01T00:00:00Z",
            "no-such-thing",
            "industry",
            "01a20e3d-fccd-72b2-aeea-64f8d1e16ccf",
            "00000000-0000-0000-0000-000000000000",
            "x".repeat(300),
            "a,b,c",
            "AAAA",
            "en",
            "zz-ZZ-zz",
            "html,blocks",
            "-publishedAt",
            "memory%20chips");

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "get", "BREW", "PROPFIND");

    private static final List<String> HEADERS = List.of(
            "Accept: text/html",
            "Accept: */*;q=0",
            "Accept: ,",
            "Accept-Encoding: gzip;q=x",
            "If-Match: *",
            "If-Match: x",
            "If-Match: \"0\"",
            "If-Match: W/\"1\", \"2\"",
            "If-None-Match: *",
            "If-Modified-Since: never",
            "Idempotency-Key: ",
            "Idempotency-Key: \u00e9",
            "Idempotency-Key: same",
            "Expect: nothing",
            "Range: bytes=0-1",
            "Origin: null",
            "Cookie: a=b",
            "X-Request-Id: <script>",
            "X-HTTP-Method-Override: DELETE",
            "Upgrade: h2c",
            "Connection: upgrade, HTTP2-Settings",
            "Connection: close",
            "Host: second.example",
            "X-Forwarded-For: ::1%eth0",
            "Forwarded: for=\"[::1\"",
            "Content-Encoding: gzip",
            "Last-Event-ID: AAAA",
            "Last-Event-ID: \u0001");

    private static final List<String> CONTENT_TYPES = List.of(
            "application/json",
            "application/json",
            "application/json",
            "application/merge-patch+json",
            "text/plain",
            "x",
            "",
            "application/json;charset=utf-16",
            "multipart/form-data; boundary=b",
            "application/x-www-form-urlencoded");

    private static final List<String> CONTENTS = List.of(
            "",
            "null",
            "{",
            "[]",
            "{}",
            "\"\"",
            "0",
            "{\"title\":null}",
            "{\"title\":{}}",
            "{\"a\":1,\"a\":2}",
            "{\"title\":\"\\ud800\"}",
            "{\"title\":\"\\u0000\"}",
            "\u00ff\u00fe",
            "{\"scopes\":[null]}",
            "[".repeat(5_000),
            "{\"a\":".repeat(2_000),
            "{\"slug\":\"a b\"}",
            "{\"position\":1e400}",
            "--b\r\n\r\nx\r\n--b--",
            "a=b&c=%zz");

    /** What follows a request before its response has arrived. */
    private static final List<String> FOLLOWING = List.of(
            "0\r\n\r\n", "\u0000", "GET / HTTP/1.1\r\n\r\n", "GET /v1/stories HTTP/1.1\r\nHost: localhost\r\n\r\n");

    /**
     * A request.
     *
     * @param text each octet as one character
     * @param isWhole whether a response may be waited for; otherwise the client goes away
     */
    record Request(String text, boolean isWhole) {}

    private record Operation(String method, String path, List<String> parameters, List<String> contents) {}

    private final List<Operation> operations = new ArrayList<>();
    private final Random random;
    private final String key;
    private final Map<String, List<String>> names;

    /**
     * @param key with all scopes
     * @param names of things that there are, by the path segment before them
     */
    HostileRequests(String key, Map<String, List<String>> names, Random random) throws IOException {
        this.key = key;
        this.names = names;
        this.random = random;
        JsonNode contract = new ObjectMapper(new YAMLFactory()).readTree(CONTRACT.toFile());
        for (Map.Entry<String, JsonNode> path : contract.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                boolean isStream =
                        operation.getValue().at("/responses/200/content").has("text/event-stream");
                if (operation.getValue().has("operationId") && !isStream) {
                    operations.add(operation(contract, path.getKey(), operation.getKey(), operation.getValue()));
                }
            }
        }
    }

    private static Operation operation(JsonNode contract, String path, String method, JsonNode described)
            throws IOException {
        List<String> parameters = new ArrayList<>();
        for (JsonNode given : described.path("parameters")) {
            JsonNode parameter =
                    given.has("$ref") ? contract.at(given.path("$ref").asText().substring(1)) : given;
            // A request that waits for changes is no hostile one.
            if (parameter.path("in").asText().equals("query")
                    && !parameter.path("name").asText().equals("wait")) {
                parameters.add(parameter.path("name").asText());
            }
        }
        Path example = EXAMPLES.resolve(described.path("operationId").asText() + ".request.json");
        List<String> contents = Files.exists(example)
                ? List.of(new String(Files.readAllBytes(example), StandardCharsets.ISO_8859_1))
                : List.of();
        return new Operation(method.toUpperCase(Locale.ROOT), path, parameters, contents);
    }

    int operations() {
        return operations.size();
    }

    Request next() {
        Operation operation = one(operations);
        StringBuilder request = new StringBuilder(oneIn(6) ? one(METHODS) : operation.method())
                .append(' ')
                .append(path(operation))
                .append(query(operation))
                .append(oneIn(50) ? one(List.of(" HTTP/1.0", " HTTP/2.0", " HTTP/1.2", "", " http/1.1")) : " HTTP/1.1")
                .append(END);
        request.append(oneIn(40) ? one(List.of("Host:", "Host: a b", "Host: [", "X: y")) : "Host: localhost")
                .append(END);
        if (!oneIn(4)) {
            String credentials = oneIn(6) ? one(List.of("bs_wrong", "", "a.b.c", "\u00e9", key + "x")) : key;
            request.append("Authorization: Bearer ").append(credentials).append(END);
        }
        for (int headers = random.nextInt(3); headers > 0; headers--) {
            request.append(one(HEADERS)).append(END);
        }
        boolean hasContent = !operation.contents().isEmpty() && !oneIn(10) || oneIn(20);
        return hasContent
                ? withContent(request, operation)
                : new Request(request.append(END).toString(), true);
    }

    private Request withContent(StringBuilder request, Operation operation) {
        String content = content(operation);
        request.append("Content-Type: ").append(one(CONTENT_TYPES)).append(END);
        switch (random.nextInt(12)) {
            case 0 -> {
                request.append("Transfer-Encoding: chunked").append(END).append(END);
                if (!content.isEmpty()) {
                    request.append(Integer.toHexString(content.length()))
                            .append(END)
                            .append(content)
                            .append(END);
                }
                request.append("0").append(END).append(END);
            }
            case 1 -> {
                String size = one(List.of("zz", "-1", "", "ffffffffffffffff", "1;x=y"));
                request.append("Transfer-Encoding: chunked")
                        .append(END)
                        .append(END)
                        .append(size)
                        .append(END);
                return new Request(request.append(content).toString(), false);
            }
            case 2 -> {
                String length = one(List.of("-1", "x", "99999999999999999999", "+5", "1048577", "5, 6"));
                request.append("Content-Length: ").append(length).append(END).append(END);
                return new Request(request.append(content).toString(), false);
            }
            case 3 -> {
                request.append("Content-Length: ")
                        .append(content.length() + 1 + random.nextInt(100))
                        .append(END);
                return new Request(request.append(END).append(content).toString(), false);
            }
            default ->
                request.append("Content-Length: ")
                        .append(content.length())
                        .append(END)
                        .append(END)
                        .append(content);
        }
        if (oneIn(30)) {
            request.append(one(FOLLOWING));
            return new Request(request.toString(), false);
        }
        return new Request(request.toString(), true);
    }

    private String content(Operation operation) {
        if (operation.contents().isEmpty() || oneIn(3)) {
            return one(CONTENTS);
        }
        StringBuilder content = new StringBuilder(one(operation.contents()));
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            int place = random.nextInt(content.length());
            switch (random.nextInt(3)) {
                case 0 -> content.setCharAt(place, (char) random.nextInt(256));
                case 1 -> content.deleteCharAt(place);
                default -> content.insert(place, one(List.of("\"", "null", "{", "]", ",", "-", "\\u", "\u00c3")));
            }
        }
        return content.toString();
    }

    private String path(Operation operation) {
        StringBuilder path = new StringBuilder();
        String before = "";
        for (String segment : operation.path().substring(1).split("/")) {
            boolean isParameter = segment.startsWith("{");
            List<String> known = names.getOrDefault(before, VALUES);
            path.append('/').append(!isParameter ? segment : one(oneIn(3) ? VALUES : known));
            before = segment;
        }
        return oneIn(4) ? misspelt(path.toString()) : path.toString();
    }

    private String misspelt(String path) {
        int slash = path.indexOf('/', 1 + random.nextInt(path.length() - 1));
        int place = slash < 0 ? 0 : slash;
        return switch (random.nextInt(12)) {
            case 0 -> "/" + path;
            case 1 -> path.substring(0, place) + "/" + path.substring(place);
            case 2 -> path.substring(0, place) + "/." + path.substring(place);
            case 3 -> path.substring(0, place) + "/.." + path.substring(place);
            case 4 -> path + "/";
            case 5 -> path.toUpperCase(Locale.ROOT);
            case 6 -> path.substring(0, place) + "%2f" + path.substring(place + 1);
            case 7 -> path + ";a=b";
            case 8 -> "http://localhost" + path;
            case 9 -> path + "%00";
            case 10 -> path.substring(1);
            default -> path.substring(0, place) + "/%2e%2e" + path.substring(place);
        };
    }

    private String query(Operation operation) {
        List<String> pairs = new ArrayList<>();
        for (int count = random.nextInt(3); count > 0; count--) {
            String name = operation.parameters().isEmpty() || oneIn(8)
                    ? one(List.of("", "junk", "%zz", "limit", "cursor"))
                    : one(operation.parameters());
            pairs.add(name + "=" + one(name.equals("cursor") || name.equals("since") ? names.get("cursor") : VALUES));
        }
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    private boolean oneIn(int number) {
        return random.nextInt(number) == 0;
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
