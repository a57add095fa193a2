package org.broadsheet.story;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Objects;
import org.broadsheet.address.PublicUrl;
import org.broadsheet.http.CanonicalRequest;
import org.broadsheet.http.DeliveryOperations;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A former slug returns 308 to the same request under the current one, in its canonical form. */
public class StoryMovedMapper {

    private final CurrentVertxRequest current;
    private final DeliveryOperations operations;

    StoryMovedMapper(CurrentVertxRequest current, DeliveryOperations operations) {
        this.current = current;
        this.operations = operations;
    }

    @ServerExceptionMapper
    public Response redirect(StoryMovedException moved, UriInfo uri) {
        HttpServerRequest asked = current.getCurrent().request();
        // The decoded path: a former slug may be percent-encoded, and would be redirected to itself.
        String path = PublicUrl.configured()
                .pathOf(uri.getPath().replace("/stories/" + moved.from(), "/stories/" + moved.to()));
        String query = CanonicalRequest.of(asked.uri(), operations)
                .map(CanonicalRequest::query)
                .orElse(Objects.requireNonNullElse(asked.query(), ""));
        return Response.status(Response.Status.PERMANENT_REDIRECT)
                .header(HttpHeaders.LOCATION, query.isEmpty() ? path : path + "?" + query)
                .build();
    }
}
