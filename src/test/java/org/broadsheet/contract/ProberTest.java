package org.broadsheet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.broadsheet.contract.Probe.Kind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;

/**
 * Tries every operation with requests that are made from the contract alone, as they should be and broken in every way
 * that it describes, and holds each answer against it. On a database of its own, since it leaves nothing as it was.
 */
@DisabledIfEnvironmentVariable(
        named = "QUARKUS_DATASOURCE_JDBC_URL",
        matches = ".+",
        disabledReason = "Other tests share the database that this names")
@Tag("endurance")
@QuarkusTest
@TestProfile(ProberTest.OfItsOwn.class)
@Tag("profile")
class ProberTest {

    /** Only a story that was published has a live revision. */
    private static final String LIVE_STORY = "/v1/admin/stories/{story}/live";

    /** A member that a draft may lack is described as optional, and a live story needs it. */
    private static final String INCOMPLETE = "\"/problems/incomplete-story\"";

    private static final Path TABLE = Path.of("target/prober.md");
    private static final Path FINDINGS = Path.of("target/prober-findings.txt");

    /** Good values of these have to be, or to have been answered by, something that is there. */
    private static final Set<String> OF_WHAT_IS_THERE = Set.of(
            "cursor",
            "since",
            "from",
            "replaceWith",
            "category",
            "tag",
            "author",
            "collection",
            "timeZone",
            "/stories/0",
            "/position",
            "/revision");

    /** Good values of these depend on other members and parameters. */
    private static final Set<String> OF_OTHER_MEMBERS = Set.of("/body/format", "/body/source", "/body/blocks", "limit");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private JsonNode paths;
    private final Map<String, Map<Kind, Integer>> counts = new LinkedHashMap<>();
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final List<String> findings = new ArrayList<>();

    public static class OfItsOwn implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("broadsheet.data-dir", "target/test-data/prober");
        }
    }

    @Test
    void noOperationReturnsOrAcceptsAnythingThatTheContractDoesNotDescribe() throws Exception {
        paths = ContractValidation.served().path("paths");
        for (Map.Entry<String, JsonNode> item : paths.properties()) {
            for (Map.Entry<String, JsonNode> method : item.getValue().properties()) {
                probe(item.getKey(), item.getValue(), method.getKey());
            }
        }
        Files.writeString(TABLE, table());
        Files.write(FINDINGS, findings);
        assertThat(findings)
                .as("%s requests, %s; see %s", total(), statuses, FINDINGS)
                .isEmpty();
    }

    private void probe(String path, JsonNode item, String method) throws Exception {
        String id = item.path(method).path("operationId").asText();
        Map<Kind, Integer> count = counts.computeIfAbsent(id, key -> new EnumMap<>(Kind.class));
        String address = address(path);
        boolean succeeded = false;
        for (Probe probe : Probes.of(item, method)) {
            // What is right may change or take away what it is tried on.
            String here = probe.kind() == Kind.VALID && !method.equals("get") ? address(path) : address;
            int status = send(id, here, probe);
            count.merge(probe.kind(), 1, Integer::sum);
            statuses.merge(status, 1, Integer::sum);
            succeeded |= probe.method().equalsIgnoreCase(method) && status >= 200 && status < 300;
        }
        if (!succeeded) {
            findings.add(id + " never succeeds");
        }
    }

    private int send(String id, String address, Probe probe) throws Exception {
        URI uri = uri(address, probe);
        HttpResponse<InputStream> response = exchange(uri, probe);
        String what = "%s %s: %s".formatted(id, probe.method(), probe.what());
        int status = response.statusCode();
        try (InputStream content = response.body()) {
            String type = response.headers().firstValue("Content-Type").orElse("");
            String body = type.startsWith("text/event-stream")
                    ? ""
                    : new String(content.readAllBytes(), StandardCharsets.UTF_8);
            boolean isOk =
                    switch (probe.kind().expected) {
                        case TAKEN ->
                            status < 400
                                    || status == 409
                                    || body.contains(INCOMPLETE)
                                    || status < 500
                                            && (probe.isAbout(OF_WHAT_IS_THERE) || probe.isAbout(OF_OTHER_MEMBERS));
                        case REFUSED -> status >= 400 && status < 500;
                        case NO_FAILURE -> status < 500;
                    };
            if (!isOk) {
                findings.add("%s answered %d %s"
                        .formatted(what, status, body.substring(0, Math.min(body.length(), 200))));
            }
            List<String> names = List.copyOf(response.headers().map().keySet());
            if (status == 405 && !names.contains("allow")) {
                findings.add(what + " answered 405 without Allow");
            }
            ContractValidation.INSTANCE.validate(
                    probe.method(), uri, new ContractValidation.Answer(status, names, type, body));
        } catch (AssertionError e) {
            findings.add(what + ": "
                    + e.getMessage()
                            .lines()
                            .limit(12)
                            .map(line -> line.substring(0, Math.min(line.length(), 200)))
                            .toList());
        }
        return status;
    }

    private static URI uri(String address, Probe probe) {
        String query = probe.query().replaceFirst("&$", "");
        return URI.create("http://localhost:" + RestAssured.port + address + (query.isEmpty() ? "" : "?" + query));
    }

    private HttpResponse<InputStream> exchange(URI uri, Probe probe) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
        probe.headers().forEach(request::header);
        request.method(
                probe.method(),
                probe.content()
                        .map(content -> HttpRequest.BodyPublishers.ofString(content.replace(Probes.UNIQUE, unique())))
                        .orElse(HttpRequest.BodyPublishers.noBody()));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private static String unique() {
        return Long.toString(UUID.randomUUID().getMostSignificantBits() >>> 1, 36);
    }

    /** An address of the path, with something that is really there in the place of each parameter. */
    private String address(String path) throws Exception {
        String address = path;
        while (address.contains("{")) {
            int start = address.indexOf('{');
            int end = address.indexOf('}');
            String template = path.substring(0, path.indexOf(address.substring(start, end + 1)));
            address = address.substring(0, start)
                    + name(address.substring(0, start), template)
                    + address.substring(end + 1);
        }
        if (path.equals(LIVE_STORY)) {
            make(address.replace("/live", "/publish"), LIVE_STORY.replace("/live", "/publish"));
        }
        return address;
    }

    /** Makes something at that address, where something can be made, and otherwise takes the first that is listed. */
    private String name(String address, String template) throws Exception {
        if (template.equals("/v1/preview/")) {
            return make(address("/v1/admin/stories/{story}/preview-tokens"), "/v1/admin/stories/{story}/preview-tokens")
                    .path("token")
                    .asText();
        }
        String collection = template.substring(0, template.length() - 1);
        String here = address.substring(0, address.length() - 1);
        if (paths.path(collection).has("post")) {
            return make(here, collection).path("id").asText();
        }
        JsonNode first = call(here, Probes.plain(paths.path(collection), "get")).at("/items/0");
        if (first.isMissingNode() && collection.endsWith("/deliveries")) {
            // A webhook has none before it is told something.
            String ping = collection.replace("/deliveries", "/ping");
            return make(here.replace("/deliveries", "/ping"), ping).path("id").asText();
        }
        return first.has("slug")
                ? first.path("slug").asText()
                : first.path(first.has("number") ? "number" : "id").asText();
    }

    private JsonNode make(String address, String path) throws Exception {
        return call(address, Probes.plain(paths.path(path), "post"));
    }

    private JsonNode call(String address, Probe probe) throws Exception {
        HttpResponse<InputStream> response = exchange(uri(address, probe), probe);
        JsonNode answer = new ObjectMapper().readTree(response.body());
        assertThat(response.statusCode())
                .as("%s %s: %s", probe.method(), address, answer)
                .isBetween(200, 299);
        return answer;
    }

    private int total() {
        return statuses.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Operations × kinds of request, each with the number of requests. */
    private String table() {
        StringBuilder table = new StringBuilder("| operation |");
        for (Kind kind : Kind.values()) {
            table.append(' ').append(kind.title).append(" |");
        }
        table.append("\n|---|").append("--:|".repeat(Kind.values().length)).append('\n');
        counts.forEach((id, count) -> {
            table.append("| ").append(id).append(" |");
            for (Kind kind : Kind.values()) {
                table.append(' ')
                        .append(count.containsKey(kind) ? count.get(kind) : "")
                        .append(" |");
            }
            table.append('\n');
        });
        return table.append("\n%,d requests to %d operations; answers by status: %s\n"
                        .formatted(total(), counts.size(), statuses))
                .toString();
    }
}
