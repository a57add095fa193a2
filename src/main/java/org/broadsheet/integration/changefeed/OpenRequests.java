package org.broadsheet.integration.changefeed;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import org.broadsheet.platform.connection.Shares;
import org.broadsheet.platform.http.ClientNetwork;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;

/** Limits the requests that stay open until something changes: streams, and requests that wait for the next page. */
@ApplicationScoped
class OpenRequests {

    private static final String RETRY_AFTER = "5";

    private final StreamConfig config;
    private final Shares<String> shares;

    OpenRequests(StreamConfig config) {
        this.config = config;
        this.shares = new Shares<>(config.maxConsumers(), config.maxPerClient());
    }

    /**
     * Registers an open request.
     *
     * @return must be run once, when the request has ended
     * @throws ProblemException 429 if the client has reached its limit, 503 if the node has reached its limit
     */
    Runnable hold(HttpServerRequest request) {
        String client = ClientNetwork.of(request.remoteAddress());
        switch (shares.take(client, 1)) {
            case CLIENT_HAS_ITS_SHARE ->
                throw ProblemException.of(
                                ProblemType.TOO_MANY_REQUESTS,
                                "From your address, " + config.maxPerClient()
                                        + " requests are already waiting for changes.")
                        .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
            case NODE_HAS_NO_MORE ->
                throw ProblemException.of(
                                ProblemType.UNAVAILABLE,
                                "The maximum number of requests is already waiting for changes.")
                        .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
            default -> {
                return () -> shares.release(client, 1);
            }
        }
    }
}
