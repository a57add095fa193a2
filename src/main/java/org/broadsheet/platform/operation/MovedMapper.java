package org.broadsheet.platform.operation;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Objects;
import org.broadsheet.platform.address.PublicUrl;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A former slug redirects with 308 to the canonical request with the current slug. */
public class MovedMapper {

    private final CurrentVertxRequest current;
    private final Operations operations;

    MovedMapper(CurrentVertxRequest current, Operations operations) {
        this.current = current;
        this.operations = operations;
    }

    @ServerExceptionMapper
    public Response redirect(MovedException moved, UriInfo uri) {
        HttpServerRequest request = current.getCurrent().request();
        // The decoded path must be used, since a former slug that is percent-encoded would redirect to itself.
        String path = PublicUrl.configured().pathOf(moved.move(uri.getPath()));
        String query = CanonicalRequest.of(request.uri(), operations)
                .map(CanonicalRequest::query)
                .orElse(Objects.requireNonNullElse(request.query(), ""));
        return Response.status(Response.Status.PERMANENT_REDIRECT)
                .header(HttpHeaders.LOCATION, query.isEmpty() ? path : path + "?" + query)
                .build();
    }
}
