package org.broadsheet.identity.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A response as it is stored for retries.
 *
 * @param body JSON; null where there is none
 */
record IdempotentResponse(int status, String location, String etag, byte[] body) {

    static IdempotentResponse of(Response response, ObjectMapper json) {
        try {
            return new IdempotentResponse(
                    response.getStatus(),
                    response.getHeaderString(HttpHeaders.LOCATION),
                    response.getHeaderString(HttpHeaders.ETAG),
                    response.hasEntity() ? json.writeValueAsBytes(response.getEntity()) : null);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static IdempotentResponse read(byte[] stored, ObjectMapper json) {
        try {
            return json.readValue(stored, IdempotentResponse.class);
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
        Response.ResponseBuilder response = Response.status(status);
        if (location != null) {
            response.header(HttpHeaders.LOCATION, location);
        }
        if (etag != null) {
            response.header(HttpHeaders.ETAG, etag);
        }
        if (body != null) {
            response.entity(body).type(MediaType.APPLICATION_JSON_TYPE);
        }
        return response.build();
    }
}
