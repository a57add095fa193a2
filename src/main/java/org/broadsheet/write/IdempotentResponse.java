package org.broadsheet.write;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * An answer as it is kept for retries.
 *
 * @param body JSON; null where there is none
 */
record IdempotentResponse(int status, String location, String etag, byte[] body) {

    static IdempotentResponse of(Response answer, ObjectMapper json) {
        try {
            return new IdempotentResponse(
                    answer.getStatus(),
                    answer.getHeaderString(HttpHeaders.LOCATION),
                    answer.getHeaderString(HttpHeaders.ETAG),
                    answer.hasEntity() ? json.writeValueAsBytes(answer.getEntity()) : null);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static IdempotentResponse read(byte[] kept, ObjectMapper json) {
        try {
            return json.readValue(kept, IdempotentResponse.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] write(ObjectMapper json) {
        try {
            return json.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    Response response() {
        Response.ResponseBuilder answer = Response.status(status);
        if (location != null) {
            answer.header(HttpHeaders.LOCATION, location);
        }
        if (etag != null) {
            answer.header(HttpHeaders.ETAG, etag);
        }
        if (body != null) {
            answer.entity(body).type(MediaType.APPLICATION_JSON_TYPE);
        }
        return answer.build();
    }
}
