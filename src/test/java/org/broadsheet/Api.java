package org.broadsheet;

import static io.restassured.RestAssured.given;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.broadsheet.contract.ContractValidation;

/** Calls the API as a client would, and holds every response against the contract. */
public final class Api {

    private Api() {}

    public static RequestSpecification request() {
        return given().config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .defaultContentCharset(StandardCharsets.UTF_8)
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .filter(ContractValidation.INSTANCE)
                .urlEncodingEnabled(false);
    }

    public static Response get(String path) {
        return request().get(path);
    }

    /** The JSON of a response that must be 200. */
    public static JsonPath json(String path) {
        return get(path).then().statusCode(200).extract().jsonPath();
    }

    /** The slugs of a list, which must be 200. */
    public static List<String> slugs(String path) {
        return json(path).getList("items.slug");
    }

    /** Waits until the indexes of live stories and of drafts are built. */
    public static void awaitIndexes() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> get("/v1/search?q=" + Newsroom.unique("q")).statusCode() == 200
                        && Editor.get(Editor.STORIES + "?q=q").statusCode() == 200);
    }
}
