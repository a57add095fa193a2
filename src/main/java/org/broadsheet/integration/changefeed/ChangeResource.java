package org.broadsheet.integration.changefeed;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.broadsheet.changelog.ChangeWatch;
import org.broadsheet.changelog.LogRow;
import org.broadsheet.content.story.StorySelection;
import org.broadsheet.integration.changefeed.FeedStep.Placed;
import org.broadsheet.platform.connection.RequestEnd;
import org.broadsheet.platform.operation.Responds;
import org.broadsheet.platform.query.QueryParameter;
import org.broadsheet.platform.query.RequestQuery;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The change feed as pages. */
@Path("/v1/changes")
@Tag(name = "Changes")
public class ChangeResource {

    private static final QueryParameter<Integer> LIMIT =
            QueryParameter.integer("limit", 1, 100, 100).describedAs("The maximum number of changes on a page.");

    private static final QueryParameter<Integer> WAIT = QueryParameter.integer("wait", 0, 60, 0)
            .describedAs("The maximum number of seconds to hold the request while there is no change.");

    @RequestScoped
    static class ListParameters extends RequestQuery {
        ListParameters() {
            super(FeedReader.parametersWith(LIMIT, WAIT));
        }
    }

    private final Sync sync;
    private final FeedReader reader;
    private final ChangeWatch watch;
    private final OpenRequests openRequests;
    private final Map<Next, SharedStep> steps = new ConcurrentHashMap<>();

    ChangeResource(Sync sync, FeedReader reader, ChangeWatch watch, OpenRequests openRequests) {
        this.sync = sync;
        this.reader = reader;
        this.watch = watch;
        this.openRequests = openRequests;
    }

    /**
     * The key of a step. Equal requests share one step, which begins after the log had this end; a later request waits
     * for another end, so it misses nothing that the step did not see.
     */
    private record Next(SyncCursor from, SyncFilter filter, StorySelection selection, int limit, LogRow end) {}

    /**
     * A waiting request blocks no thread. A shared cache must not reuse the response, since it could not know about newer
     * changes; conditional requests still work.
     */
    @GET
    @PermitAll
    @Responds(
            value = {410, 429},
            cacheControl = Responds.REVALIDATED)
    @Blocking
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "listChanges",
            summary = "List changes since a cursor, or everything",
            description = "Start without `since`, and store each `story` by its `id`. Repeat the request with"
                    + " `since` set to `page.since` while `page.more` is true. Later, the same request returns"
                    + " the changes: `story` items to insert or replace, `tombstone` items to remove.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ChangePage.class)))
    public Uni<Response> list(@Context ListParameters query, @Context RoutingContext exchange) {
        FeedReader.Request request = reader.request(query, Optional.empty());
        SyncCursor from = request.since().orElseGet(sync::first);
        int limit = query.get(LIMIT);
        Instant until = Instant.now().plusSeconds(query.get(WAIT));
        Runnable release = query.get(WAIT) == 0 ? () -> {} : openRequests.hold(exchange.request());
        StepOfRequest current = new StepOfRequest();
        RequestEnd.whenEnded(exchange, current::end);
        return Uni.createFrom()
                .deferred(() -> next(from, request, limit, until, current))
                .onTermination()
                .invoke(release)
                .map(step -> respond(step, request, limit));
    }

    private Uni<FeedStep> next(
            SyncCursor from, FeedReader.Request request, int limit, Instant until, StepOfRequest current) {
        Next next = new Next(from, request.filter(), request.selection(), limit, watch.end());
        SharedStep shared =
                steps.compute(next, (key, running) -> running != null && running.join() ? running : begin(key));
        current.replaceBy(shared);
        return shared.result().chain(step -> {
            Duration left = Duration.between(Instant.now(), until);
            if (!step.changes().isEmpty() || step.more() || left.isNegative() || left.isZero()) {
                return Uni.createFrom().item(step);
            }
            // A request that waits must not hold memory for which others wait.
            current.replaceBy(null);
            return watch.endsOtherwise(next.end())
                    .replaceWith(true)
                    .ifNoItem()
                    .after(left)
                    .recoverWithItem(false)
                    .emitOn(Infrastructure.getDefaultWorkerPool())
                    .chain(() -> next(step.next(), request, limit, until, current));
        });
    }

    private SharedStep begin(Next next) {
        return new SharedStep(
                () -> sync.step(next.from(), next.filter(), next.selection(), next.limit()),
                ended -> steps.remove(next, ended));
    }

    /** The step that a request uses until its end. */
    private static final class StepOfRequest {

        private SharedStep step;
        private boolean ended;

        /** @param next null for none */
        synchronized void replaceBy(SharedStep next) {
            if (step != null) {
                step.leave();
            }
            step = next;
            if (ended && next != null) {
                step.leave();
                step = null;
            }
        }

        synchronized void end() {
            ended = true;
            replaceBy(null);
        }
    }

    private static Response respond(FeedStep step, FeedReader.Request request, int limit) {
        return Response.ok(new ChangePage(
                        step.changes().stream().map(Placed::change).toList(),
                        new ChangePage.Going(limit, step.next().encode(request.filter()), step.more())))
                .build();
    }
}
