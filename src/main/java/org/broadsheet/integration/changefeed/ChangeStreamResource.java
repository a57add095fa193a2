package org.broadsheet.integration.changefeed;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Optional;
import org.broadsheet.platform.connection.RequestEnd;
import org.broadsheet.platform.operation.Responds;
import org.broadsheet.platform.query.RequestQuery;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * The change feed as server-sent events.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML, Server-sent events</a>
 */
@Path("/v1/changes/stream")
@Tag(name = "Changes")
public class ChangeStreamResource {

    @RequestScoped
    static class StreamParameters extends RequestQuery {
        StreamParameters() {
            super(FeedReader.parametersWith());
        }
    }

    private static final String LAST_EVENT_ID = "Last-Event-ID";

    /** Keeps nginx, and other proxies that adopted the header, from buffering events. */
    private static final String DO_NOT_BUFFER = "X-Accel-Buffering";

    private final Sync sync;
    private final FeedReader reader;
    private final ChangeStream stream;
    private final OpenRequests openRequests;
    private final Vertx vertx;

    ChangeStreamResource(Sync sync, FeedReader reader, ChangeStream stream, OpenRequests openRequests, Vertx vertx) {
        this.sync = sync;
        this.reader = reader;
        this.stream = stream;
        this.openRequests = openRequests;
        this.vertx = vertx;
    }

    /** The framework would handle HEAD like GET, and the response would never end. */
    @HEAD
    @PermitAll
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(hidden = true)
    public Response head(@HeaderParam(LAST_EVENT_ID) String lastEventId, @Context StreamParameters query) {
        reader.request(query, Optional.ofNullable(lastEventId));
        return Response.ok()
                .header(HttpHeaders.CONTENT_TYPE, MediaType.SERVER_SENT_EVENTS)
                .header(HttpHeaders.CACHE_CONTROL, Responds.NOT_STORED)
                .header(DO_NOT_BUFFER, "no")
                .build();
    }

    /**
     * An open stream blocks no thread. Events bypass the framework, which would serialise every event for every
     * consumer.
     *
     * @param sink keeps the request open
     */
    @GET
    @PermitAll
    @Responds(
            value = {410, 429},
            cacheControl = Responds.NOT_STORED)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            operationId = "streamChanges",
            summary = "Stream changes as server-sent events",
            description = "`event` is the type of the change, `data` the change as in `/v1/changes`, and `id` its"
                    + " cursor. Browsers reconnect automatically, with `Last-Event-ID`.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(type = SchemaType.STRING, implementation = String.class)))
    public void listen(
            @HeaderParam(LAST_EVENT_ID) String lastEventId,
            @Context StreamParameters query,
            @Context RoutingContext exchange,
            @Context SseEventSink sink) {
        FeedReader.Request request = reader.request(query, Optional.ofNullable(lastEventId));
        SyncCursor from = request.since().orElseGet(sync::now);
        RequestEnd.whenEnded(exchange, openRequests.hold(exchange.request()));
        HttpServerResponse response = exchange.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, MediaType.SERVER_SENT_EVENTS)
                .putHeader(HttpHeaders.CACHE_CONTROL, Responds.NOT_STORED)
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .putHeader(DO_NOT_BUFFER, "no")
                .setChunked(true);
        stream.add(
                new Listener(vertx, response, request.filter(), from),
                new ChangeStream.Topic(request.filter(), request.selection()));
    }
}
