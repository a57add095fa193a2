package org.broadsheet.platform.query;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import org.broadsheet.platform.http.Surface;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Reads the query of every request for the API before its operation runs, so that no operation can accept unknown
 * parameters. Pages for people ignore queries, because links to them get parameters from others.
 */
public class QueryFilter {

    private final Instance<RequestQuery> queries;

    QueryFilter(@Any Instance<RequestQuery> queries) {
        this.queries = queries;
    }

    @ServerRequestFilter
    public void read(UriInfo uri, ResourceInfo operation) {
        if (Surface.of(uri.getPath()).isApi()) {
            queries.select(RequestQuery.typeIn(operation.getResourceMethod()))
                    .get()
                    .read(uri);
        }
    }
}
