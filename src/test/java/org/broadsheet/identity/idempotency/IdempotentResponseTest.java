package org.broadsheet.identity.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdempotentResponseTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Response retried(Response response) {
        return IdempotentResponse.read(IdempotentResponse.of(response, JSON).write(JSON), JSON)
                .response();
    }

    @Test
    void aRetryHasTheSameStatusHeadersAndContent() {
        Response retried = retried(Response.status(201)
                .header("Location", "/v1/admin/tags/1")
                .header("ETag", "\"1\"")
                .entity(Map.of("name", "Ünïted"))
                .build());

        assertThat(retried.getStatus()).isEqualTo(201);
        assertThat(retried.getHeaderString("Location")).isEqualTo("/v1/admin/tags/1");
        assertThat(retried.getHeaderString("ETag")).isEqualTo("\"1\"");
        assertThat(retried.getMediaType()).hasToString("application/json");
        assertThat(new String((byte[]) retried.getEntity(), StandardCharsets.UTF_8))
                .isEqualTo("{\"name\":\"Ünïted\"}");
    }

    @Test
    void aResponseWithoutContentHasNoneInARetry() {
        Response retried = retried(Response.noContent().build());

        assertThat(retried.getStatus()).isEqualTo(204);
        assertThat(retried.hasEntity()).isFalse();
        assertThat(retried.getHeaders()).isEmpty();
    }
}
