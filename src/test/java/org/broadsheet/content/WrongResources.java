package org.broadsheet.content;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestQuery;

/** Classes that read the query leniently, each in another way, for the test of the rule against it. */
public final class WrongResources {

    private WrongResources() {}

    public static final class OfUri {
        void get(UriInfo uri) {}
    }

    public static final class OfParameter {
        void get(@QueryParam("q") String query) {}
    }

    public static final class OfRestQuery {
        void get(@RestQuery String query) {}
    }

    public static final class OfBean {
        void get(@BeanParam Object query) {}
    }

    public static final class OfRoutingContext {
        String get(RoutingContext context) {
            return context.queryParams().get("q");
        }
    }

    public static final class OfRequest {
        String get(RoutingContext context) {
            return context.request().getParam("q");
        }
    }

    public static final class ByReference {
        Function<HttpServerRequest, String> query = HttpServerRequest::query;
    }

    public static final class OfRequestContext {
        void get(ContainerRequestContext context) {}
    }
}
