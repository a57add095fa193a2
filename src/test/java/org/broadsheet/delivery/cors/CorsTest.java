package org.broadsheet.delivery.cors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyOrNullString;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.broadsheet.Api;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(CorsTest.TwoSites.class)
@Tag("profile")
class CorsTest {

    /** Two sites may read, and no other. */
    public static class TwoSites implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("broadsheet.delivery.cors.origins", "https://one.example, https://two.example");
        }
    }

    private static ValidatableResponse readFrom(String origin) {
        return Api.request()
                .header("Origin", origin)
                .get("/v1/categories")
                .then()
                .statusCode(200)
                .header("Vary", org.hamcrest.Matchers.notNullValue());
    }

    @Test
    void aResponseToNoSiteVariesByOriginToo() {
        assertThat(Api.get("/v1/categories").headers().getValues("Vary")).contains("origin");
    }

    @Test
    void aSiteThatMayReadIsNamed() {
        readFrom("https://two.example").header("Access-Control-Allow-Origin", "https://two.example");
    }

    @Test
    void anOriginThatIsNotAllowedGetsAResponseThatItsBrowserWithholds() {
        readFrom("https://three.example").header("Access-Control-Allow-Origin", emptyOrNullString());
    }

    @Test
    void aSiteMaySendEveryHeaderWithAConditionThatTheContractHas() {
        String allowed = Api.request()
                .header("Origin", "https://one.example")
                .header("Access-Control-Request-Method", "GET")
                .options("/v1/categories")
                .header("Access-Control-Allow-Headers");

        assertThat(allowed.split(","))
                .contains("If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since", "Last-Event-ID");
    }

    @Test
    void aResponseVariesByOriginWhetherItIsCachedOrNot() {
        List<String> first = vary();
        List<String> cached = vary();

        assertThat(first).containsExactly("origin", "Accept-Encoding");
        assertThat(cached).isEqualTo(first);
    }

    private static List<String> vary() {
        return readFrom("https://one.example").extract().headers().getValues("Vary");
    }
}
