package org.broadsheet.platform.http;

import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;

/** The handlers that every request passes before the resources, in this order. */
public enum RequestHandlerOrder {
    /** Maps the failures of all other handlers to problems. Quarkus's own handler would respond without content. */
    PROBLEMS,

    /** Ends the time limit for the headers, which are complete when a request gets here. */
    HEADER_DEADLINES,

    /** Delays further requests of a connection that has not received the responses to others. */
    PIPELINING,

    /** Gives the response its request id, which responses to failures have too. */
    REQUEST_ID,

    /** Gives the response its date, which responses to failures have too. */
    RESPONSE_DATE,

    /** Removes the charset from the media type of JSON, in responses to failures too. */
    JSON_MEDIA_TYPE,

    /** Watches the connection, before any handler that may end the response. */
    FAST_PATH,

    /** Rejects targets and hosts that the following handlers could not parse. */
    REQUEST_TARGETS,

    /** Allows other origins to read the response, including one from the cache. */
    CORS,

    /** Sends the cached response. A request that has one is valid. */
    RESPONSE_CACHE,

    /** Redirects the paths of documents that end with a slash, which the next handler would reject. */
    FINAL_SLASH,

    /** Rejects requests that are too long, not canonical, or that would write to a read-only surface. */
    REQUEST_CHECKS,

    /** Rejects paths below that of the metrics, all of which Quarkus would serve. */
    METRICS_PATHS,

    /** Reads the content of editorial requests, after Quarkus has prepared authentication. */
    REQUEST_BODIES;

    /** Quarkus prepares authentication and authorisation between -200 and -100, and has its routes from 0 on. */
    private static final int BEFORE_QUARKUS = -1_000;

    private static final int AFTER_AUTHENTICATION = -100;

    /** Creates the handler's route for all requests. */
    public Route route(Router router) {
        return place(router.route());
    }

    /** Gives the handler's route its place in this order. */
    public Route place(Route route) {
        int first = this == REQUEST_BODIES ? AFTER_AUTHENTICATION : BEFORE_QUARKUS;
        return route.order(first + ordinal());
    }
}
