package org.broadsheet.site.reader;

import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ReaderDisabledTest.WithoutReader.class)
@Tag("profile")
class ReaderDisabledTest {

    public static class WithoutReader implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("broadsheet.reader.enabled", "false");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/search", "/stories/any", "/reader/1/app.js"})
    void withoutTheReaderThereIsNothing(String path) {
        given().accept("text/html").get(path).then().statusCode(404).contentType("application/problem+json");
    }
}
