package org.broadsheet;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;

/** Edits over HTTP, as an editor's tool would. */
public final class Editor {

    /** The key that {@code application.properties} gives to tests; it may do everything. */
    public static final String KEY = "bs_test-key-that-may-do-everything-0123456789";

    public static final String STORIES = "/v1/admin/stories";

    private Editor() {}

    public static RequestSpecification request() {
        return request(KEY);
    }

    public static RequestSpecification request(String key) {
        return Api.request().header("Authorization", "Bearer " + key);
    }

    public static Response get(String path) {
        return request().get(path);
    }

    public static Response post(String path, Object content) {
        return request().contentType(ContentType.JSON).body(content).post(path);
    }

    /** A change of whichever version there is. */
    public static Response patch(String path, Object content) {
        return request()
                .contentType("application/merge-patch+json")
                .header("If-Match", "*")
                .body(content)
                .patch(path);
    }

    public static Response delete(String path) {
        return request().header("If-Match", "*").delete(path);
    }

    /** Does something to whichever version there is. */
    public static Response act(String path) {
        return request().header("If-Match", "*").post(path);
    }

    public static Response act(String path, Object content) {
        return request()
                .contentType(ContentType.JSON)
                .header("If-Match", "*")
                .body(content)
                .post(path);
    }

    /** The address of a new draft. */
    public static String draft(Object content) {
        Response response = post(STORIES, content);
        response.then().statusCode(201);
        return response.header("Location");
    }

    /** The address of a new story that readers see. */
    public static String live(Object content) {
        String story = draft(content);
        act(story + "/publish").then().statusCode(200);
        return story;
    }

    /** All that a story needs before readers can see it. */
    public static Map<String, Object> whole(String title) {
        return new java.util.HashMap<>(Map.of(
                "title",
                title,
                "excerpt",
                "Excerpt of " + title,
                "category",
                "industry",
                "authors",
                List.of("zoe-lindqvist"),
                "body",
                markdown("A paragraph of " + title + ".")));
    }

    public static Map<String, Object> markdown(String source) {
        return Map.of("format", "markdown", "source", source);
    }

    public static Map<String, Object> html(String source) {
        return Map.of("format", "html", "source", source);
    }

    public static String slug(String story) {
        return get(story).jsonPath().getString("slug");
    }

    public static String etag(String path) {
        return get(path).header("ETag");
    }

    /** A key with these scopes. */
    public static String key(String... scopes) {
        return post("/v1/admin/keys", Map.of("name", "Of a test", "scopes", List.of(scopes)))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("key");
    }
}
