package org.broadsheet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.broadsheet.platform.http.Surface;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * No response of delivery tells what only drafts have from what does not exist: every parameter of every operation, in the
 * path and behind it, is tried with both.
 */
@Tag("endurance")
@QuarkusTest
class DraftOnlyValuesTest {

    private static final String LIVE_SLUG = "from-a-live-story";

    @Inject
    Newsroom newsroom;

    private final List<String> differences = new ArrayList<>();
    private final Map<String, String> live = new LinkedHashMap<>();
    private int compared;

    /**
     * Two values of the same form.
     *
     * @param draftOnly what drafts alone have
     * @param absent what nothing has
     */
    private record Pair(String what, String draftOnly, String absent) {}

    private List<Pair> pairs() {
        String word = "Zq" + Long.toString(System.nanoTime(), 36);
        String tagName = "Secret" + word;
        Map<String, Object> content = Editor.whole(word + " confidential");
        content.put("tags", List.of(tagName));
        content.put("language", "gv-x-draft");
        content.put("body", Editor.markdown("A paragraph about " + word + "body."));
        String draft = Editor.draft(content);
        content.put("title", word + " scheduled");
        UUID scheduled = UUID.fromString(id(Editor.draft(content)));
        newsroom.schedule(scheduled);
        String tag = Editor.get(draft).jsonPath().getString("tags[0]");
        String tagId = Editor.get("/v1/admin/tags/" + tag).jsonPath().getString("id");
        return List.of(
                new Pair("id of a draft", id(draft), otherId(id(draft))),
                new Pair("id of a scheduled story", scheduled.toString(), otherId(scheduled.toString())),
                new Pair("slug of a draft", Editor.slug(draft), other(Editor.slug(draft))),
                new Pair("slug of a draft's tag", tag, other(tag)),
                new Pair("id of a draft's tag", tagId, otherId(tagId)),
                new Pair("name of a draft's tag", tagName, other(tagName)),
                new Pair("language of a draft", "gv-x-draft", "kw-x-draft"),
                new Pair("word of a draft's title", word, other(word)),
                new Pair("word of a draft's body", word + "body", other(word + "body")),
                new Pair("beginning of a draft's title", word.substring(0, 8), other(word.substring(0, 8))));
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The same characters, so that nothing depends on how it looks; nothing else begins like that. */
    private static String other(String value) {
        return value.substring(0, 1) + (value.charAt(1) == 'x' ? 'y' : 'x') + value.substring(2);
    }

    private static String otherId(String id) {
        String last = id.endsWith("0") ? "1" : "0";
        return id.substring(0, id.length() - 1) + last;
    }

    @Test
    void everyParameterOfEveryOperationTakesThemAlike() {
        String story = newsroom.story("industry")
                .slug(Newsroom.unique(LIVE_SLUG))
                .published()
                .toString();
        String collection = newsroom.collection(List.of(UUID.fromString(story)));
        String tag = newsroom.tag();
        newsroom.story("industry").about(tag).published();
        live.putAll(Map.of(
                "{story}",
                story,
                "{category}",
                "industry",
                "{author}",
                "zoe-lindqvist",
                "{tag}",
                tag,
                "{collection}",
                collection,
                "{token}",
                "none"));
        List<Pair> pairs = pairs();
        newsroom.untilIndexed();
        for (Map.Entry<String, JsonNode> path :
                ContractValidation.served().path("paths").properties()) {
            if (Surface.of(path.getKey()).isReadOnlyApi()) {
                pairs.forEach(pair -> tryAll(path.getKey(), path.getValue().path("get"), pair));
            }
        }
        assertThat(differences).as("of %d comparisons", compared).isEmpty();
        assertThat(compared).isGreaterThan(1_000);
    }

    private void tryAll(String path, JsonNode operation, Pair pair) {
        List<JsonNode> parameters = ContractValidation.INSTANCE.parameters(operation);
        for (JsonNode parameter : parameters) {
            String name = parameter.path("name").asText();
            switch (parameter.path("in").asText()) {
                case "path" -> compare(path.replace("{" + name + "}", "%s"), required(parameters, name), "", pair);
                case "query" -> {
                    compare(path, required(parameters, name), name + "=%s", pair);
                    if (parameter.path("schema").path("type").asText().equals("array")) {
                        String known = name.equals("category") ? "industry" : live.getOrDefault("{" + name + "}", "en");
                        compare(path, required(parameters, name), name + "=" + known + "&" + name + "=%s", pair);
                    }
                }
                default -> {}
            }
        }
    }

    /** What an operation cannot do without, and a short page. */
    private static String required(List<JsonNode> parameters, String except) {
        StringBuilder required = new StringBuilder();
        parameters.stream()
                .filter(parameter -> parameter.path("required").asBoolean()
                        && parameter.path("in").asText().equals("query")
                        && !parameter.path("name").asText().equals(except))
                .forEach(parameter ->
                        required.append(parameter.path("name").asText()).append("=story&"));
        if (!except.equals("limit")
                && parameters.stream()
                        .anyMatch(parameter -> parameter.path("name").asText().equals("limit"))) {
            required.append("limit=3&");
        }
        return required.toString();
    }

    private void compare(String path, String required, String query, Pair pair) {
        String address = path;
        for (Map.Entry<String, String> one : live.entrySet()) {
            address = address.replace(one.getKey(), one.getValue());
        }
        address += "?" + required + query;
        compared++;
        String ofDraft = seen(address, pair.draftOnly());
        String ofNothing = seen(address, pair.absent());
        if (!ofDraft.equals(ofNothing)) {
            differences.add("%s with the %s:%n%s%n%s".formatted(address, pair.what(), ofDraft, ofNothing));
        }
    }

    /** The response as far as it does not name the value, or a cursor that is bound to it. */
    private static String seen(String address, String value) {
        String uri = address.replace("%s", value).replaceAll("[?&]$", "");
        // A stream does not end.
        Response response = uri.startsWith("/v1/changes/stream")
                ? request().head(uri)
                : request().get(uri);
        String body = response.asString() == null ? "" : response.asString();
        String seen = response.statusCode() + " " + response.header("Location") + " "
                + response.header("Cache-Control") + " " + response.header("Cache-Groups") + " "
                + (response.header("ETag") != null) + " " + body;
        return seen.replaceAll("(?i)\\b" + Pattern.quote(value) + "\\b", "VALUE")
                .replace(inGroups(value), "VALUE")
                .replaceAll("\"(next|previous|since)\":\"[^\"]*\"", "\"$1\":\"CURSOR\"")
                .replaceAll("\"(requestId|instance)\":\"[^\"]*\"", "\"$1\":\"\"");
    }

    /** Other tests hold such responses against the contract, which takes longer than the requests. */
    private static RequestSpecification request() {
        return RestAssured.given().urlEncodingEnabled(false);
    }

    /** An id as cache groups have it. */
    private static String inGroups(String value) {
        if (!value.matches("[0-9a-f-]{36}")) {
            return "VALUE";
        }
        UUID id = UUID.fromString(value);
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
