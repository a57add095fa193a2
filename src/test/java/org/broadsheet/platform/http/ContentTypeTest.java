package org.broadsheet.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.junit.jupiter.api.Test;

/** JSON is UTF-8, and its media type has no parameter that would say so (RFC 8259, section 11). */
@QuarkusTest
class ContentTypeTest {

    @Test
    void typesOfJsonHaveNoParameter() {
        Map<String, String> types = new LinkedHashMap<>();
        for (String path : List.of(
                "/v1/tags",
                "/v1/tags?limit=3",
                "/v1/changes?limit=1",
                "/v1/stories?limit=0",
                "/v1/stories/that-never-was",
                "/v1/preview/nothing",
                "/v1/nothing",
                "/v1/tags/",
                "/nothing",
                "/openapi.json",
                "/health/live",
                "/health/ready",
                "/v1/admin/stories")) {
            note(types, path, Api.get(path));
            note(types, path + " again", Api.get(path));
            note(types, path + " again", Api.get(path));
            note(types, path + " by POST", Api.request().post(path));
        }
        note(types, "with a key", Editor.get(Editor.STORIES));
        note(types, "/v1/search", Api.get("/v1/search?q=memory"));
        assertThat(types)
                .allSatisfy((of, type) -> assertThat(type).as(of).isIn("application/json", "application/problem+json"));
    }

    private static void note(Map<String, String> types, String of, Response response) {
        types.put(of + " " + response.statusCode(), response.header("Content-Type"));
    }
}
