package org.broadsheet.delivery.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.broadsheet.Api.get;
import static org.broadsheet.Api.request;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.broadsheet.Newsroom;
import org.broadsheet.contract.ContractValidation;
import org.broadsheet.platform.http.Surface;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two equal requests to delivery with no change between them get the same bytes, whatever they ask for. */
@QuarkusTest
class EqualRequestsTest {

    private static final String STORY = "memory-makers-bet-on-the-inference-boom";

    private static final List<String> LISTS = List.of(
            "",
            "limit=3",
            "limit=2&include=body,tags,links&body=html,blocks,markdown,text&total=estimate",
            "sort=title&limit=3&fields=title&total=exact",
            "publishedAfter=2020-01-01T00:00:00%2B01:00&language=en&sort=-updatedAt&limit=2");

    private static final List<String> PAGES = List.of("", "limit=2", "limit=2&total=exact");

    /** Of each operation, queries that it is asked with. */
    private static final Map<String, List<String>> QUERIES = new TreeMap<>(Map.ofEntries(
            Map.entry("/v1/stories", LISTS),
            Map.entry(
                    "/v1/stories/{story}",
                    List.of("", "include=related&relatedLimit=5", "fields=body,links&body=blocks", "fields=title")),
            Map.entry("/v1/stories/{story}/related", List.of("", "limit=20", "exclude=" + STORY)),
            Map.entry("/v1/categories", PAGES),
            Map.entry("/v1/categories/{category}", List.of("")),
            Map.entry("/v1/categories/{category}/stories", LISTS),
            Map.entry("/v1/authors", PAGES),
            Map.entry("/v1/authors/{author}", List.of("")),
            Map.entry("/v1/authors/{author}/stories", LISTS),
            Map.entry("/v1/tags", PAGES),
            Map.entry("/v1/tags/{tag}", List.of("")),
            Map.entry("/v1/tags/{tag}/stories", LISTS),
            Map.entry("/v1/collections", PAGES),
            Map.entry("/v1/collections/{collection}", List.of("")),
            Map.entry("/v1/collections/{collection}/stories", PAGES),
            Map.entry("/v1/site", List.of("")),
            Map.entry("/v1/changes", List.of("", "limit=5", "limit=5&fields=title&category=industry")),
            Map.entry("/v1/search/suggest", List.of("q=mem", "q=caf%C3%A9", "q=inference%20b&limit=3")),
            Map.entry(
                    "/v1/search",
                    List.of(
                            "q=memory",
                            "q=memory&limit=2",
                            "q=memory%20inference&limit=2",
                            "q=memory+inference&limit=1&include=body",
                            "q=memory+or+power&limit=1&facets=category,tag,author,year",
                            "q=memory+-inference&limit=2",
                            "q=%22inference%20boom%22",
                            "q=%22the%20memory%22&limit=1",
                            "q=memroy",
                            "q=memroy+infrence&limit=1",
                            "q=caf%C3%A9",
                            "q=caf%c3%a9+memory&limit=1",
                            "q=%E8%A8%98%E6%86%B6",
                            "q=C%2B%2B",
                            "q=the+of+and",
                            "q=story&limit=1&sort=-publishedAt",
                            "q=paragraph+heading&limit=3",
                            "q=paragraph+heading&limit=3&language=de&language=en"))));

    @Inject
    Newsroom newsroom;

    @BeforeEach
    void untilNothingIsWorkedOut() {
        newsroom.untilIndexed();
    }

    static List<String> requests() {
        List<String> requests = new ArrayList<>();
        QUERIES.forEach((template, queries) -> queries.forEach(query -> {
            String path = template.replace("{story}", STORY)
                    .replace("{category}", "industry")
                    .replace("{author}", "zoe-lindqvist")
                    .replace("{tag}", "memory")
                    .replace("{collection}", "front-page");
            requests.add(query.isEmpty() ? path : path + "?" + query);
        }));
        return requests;
    }

    @Test
    void everyOperationGetsARequest() {
        List<String> operations = new ArrayList<>();
        ContractValidation.served().path("paths").properties().forEach(path -> {
            boolean isStream = path.getValue().at("/get/responses/200/content").has("text/event-stream");
            boolean isDelivery = Surface.of(path.getKey()) == Surface.DELIVERY;
            if (path.getValue().has("get") && isDelivery && !isStream) {
                operations.add(path.getKey());
            }
        });

        assertThat(QUERIES.keySet()).containsExactlyInAnyOrderElementsOf(operations);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void theSecondResponseHasTheSameBytesAndIsCached(String path) {
        Response page = assertSameTwice(path);
        String next = page.jsonPath().getString("page.next");
        if (next != null) {
            assertSameTwice(path + (path.contains("?") ? "&" : "?") + "cursor=" + next);
        }
    }

    private static Response assertSameTwice(String path) {
        Response first = get(path);
        first.then().statusCode(200);
        Response second = get(path);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.header("ETag")).isNotNull().isEqualTo(first.header("ETag"));
        assertThat(second.header("Link")).isEqualTo(first.header("Link"));
        request().header("If-None-Match", first.header("ETag")).get(path).then().statusCode(304);
        if (!path.startsWith("/v1/changes")) {
            // A change that another test has made may still be on its way.
            Awaitility.await().until(() -> "Broadsheet; hit".equals(get(path).header("Cache-Status")));
        }
        return first;
    }
}
