package org.broadsheet.site.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The reference at {@code /docs} shows the guide, and requests to the public address. */
class ReferenceContractTest {

    private static final String PUBLIC_URL = "https://content.example/api";

    private static JsonNode shown() throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode contract = new ObjectMapper(new YAMLFactory())
                .readTree(Path.of("openapi.yaml").toFile());
        String guide = Files.readString(Path.of("src/main/resources/reference/guide.md"));
        return json.readTree(new ReferenceContract(PUBLIC_URL).of(contract.toString(), guide));
    }

    @Test
    void allRequestsGoToThePublicAddress() throws IOException {
        assertThat(shown().path("servers")).hasSize(1);
        assertThat(shown().at("/servers/0/url").asText()).isEqualTo(PUBLIC_URL);
        assertThat(shown().toString()).doesNotContain("localhost", "8080", "{public-url}");
        assertThat(shown().at("/info/description").asText())
                .contains("curl '" + PUBLIC_URL + "/v1/stories?limit=3'", "# Caching");
    }

    @Test
    void webhookEventsAreShown() throws IOException {
        assertThat(shown().path("webhooks"))
                .isNotEmpty()
                .allSatisfy(event ->
                        assertThat(event.path("post").has("x-internal")).isFalse());
    }

    @Test
    void noLicenceIsShown() throws IOException {
        assertThat(shown().toString()).doesNotContain("Proprietary");
    }
}
