package org.broadsheet.platform.query;

import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.List;

/** Queries of requests that no server has received. */
public final class Requests {

    private Requests() {}

    /**
     * Reads a query as the filter of requests does.
     *
     * @param target path and query, as a client sends them
     */
    public static RequestQuery read(String target, QueryParameter<?>... accepted) {
        RequestQuery query = new RequestQuery(List.of(accepted)) {};
        query.read(uri(target));
        return query;
    }

    private static UriInfo uri(String target) {
        URI uri = URI.create("http://localhost" + target);
        return (UriInfo) Proxy.newProxyInstance(
                Requests.class.getClassLoader(),
                new Class<?>[] {UriInfo.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRequestUri" -> uri;
                    case "getPath" -> uri.getPath();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
