package org.broadsheet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Locale;
import org.broadsheet.Editor;
import org.junit.jupiter.api.Test;

/** Every operation of the contract rejects a parameter that it does not know. */
@QuarkusTest
class StrictQueryTest {

    @Test
    void everyOperationNamesTheUnknownParameter() {
        ContractValidation.served()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation ->
                                assertIsStrict(operation.getKey().toUpperCase(Locale.ROOT), path.getKey())));
    }

    private static void assertIsStrict(String verb, String path) {
        String address = path.replaceAll("\\{[^}]*}", "1") + "?noSuchParameter=1";
        RequestSpecification request = Editor.request().header("If-Match", "*");
        Response response = verb.equals("POST") || verb.equals("PATCH")
                ? request.contentType(ContentType.JSON).body("{}").request(verb, address)
                : request.request(verb, address);

        assertThat(response.statusCode()).as("%s %s", verb, path).isEqualTo(400);
        assertThat(response.jsonPath().getList("errors.parameter"))
                .as("%s %s", verb, path)
                .contains("noSuchParameter");
    }
}
