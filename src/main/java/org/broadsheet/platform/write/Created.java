package org.broadsheet.platform.write;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.broadsheet.platform.address.PublicUrl;

/** A response to a request that created something. */
public final class Created {

    private Created() {}

    /**
     * Begins a 201 response, with a {@code Location} without a host, so that it is correct behind any proxy.
     *
     * @param path of this server
     */
    public static Response.ResponseBuilder at(String path) {
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, PublicUrl.configured().pathOf(path));
    }
}
