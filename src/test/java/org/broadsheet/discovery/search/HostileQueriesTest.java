package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.broadsheet.Api;
import org.junit.jupiter.api.Test;

/** No string is an error; the long run is {@link HostileQueriesIT}. */
@QuarkusTest
class HostileQueriesTest {

    private static final int QUERIES = 300;

    @Test
    void everyQueryIsAnsweredOrRefused() {
        HostileQueries.encoded(QUERIES).forEach(query -> {
            assertAnswered("/v1/search?fields=slug&facets=tag,year&q=" + query);
            assertAnswered("/v1/search/suggest?q=" + query);
        });
    }

    private static void assertAnswered(String path) {
        Response answer = Api.get(path);
        assertThat(answer.statusCode()).as(path + "\n" + answer.asString()).isIn(200, 400, 414);
    }
}
