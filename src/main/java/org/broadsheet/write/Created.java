package org.broadsheet.write;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.broadsheet.address.PublicUrl;

/** The beginning of an answer to what was made. */
public final class Created {

    private Created() {}

    /**
     * 201, with a {@code Location} without a host, so that it holds behind any proxy.
     *
     * @param path of this server
     */
    public static Response.ResponseBuilder at(String path) {
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, PublicUrl.configured().pathOf(path));
    }
}
