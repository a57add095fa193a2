package org.broadsheet.write;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** The beginning of an answer to what was made. */
public final class Created {

    private Created() {}

    /** 201, with a relative {@code Location}, so that it holds behind any proxy. */
    public static Response.ResponseBuilder at(String path) {
        return Response.status(Response.Status.CREATED).header(HttpHeaders.LOCATION, path);
    }
}
