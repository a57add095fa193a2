package org.broadsheet.integration.changefeed;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.broadsheet.changelog.LogPosition;
import org.broadsheet.changelog.LogRow;
import org.broadsheet.changelog.LogState;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.story.StoryMemory;
import org.broadsheet.content.story.StoryQuery;
import org.broadsheet.content.story.StoryRepresentation;
import org.broadsheet.content.story.StorySelection;
import org.broadsheet.integration.changefeed.Change.StoryChange;
import org.broadsheet.integration.changefeed.Change.Tombstone;
import org.broadsheet.integration.changefeed.FeedStep.Placed;
import org.broadsheet.platform.database.OwnSession;
import org.broadsheet.platform.problem.ProblemException;
import org.hibernate.Session;

/**
 * Reads the change feed for a consumer. A row of the log names a story, and the story is sent in its current state;
 * concurrent changes have a later row. A story that matched the filter at any time after the consumer's position, but
 * no longer does, is sent as a tombstone.
 */
@ApplicationScoped
class Sync {

    /** Maximum number of rows of the log in one query; the next constant limits their stories. */
    private static final int ROWS = 500;

    private static final int STORIES = 1_000;

    /** Maximum number of queries for one response, since a filter may skip a long stretch of the log. */
    private static final int ROUNDS = 10;

    private static final UUID LAST_ID = new UUID(-1, -1);

    private static final String FOLLOW = """
            WITH rows AS MATERIALIZED (
                SELECT c.transaction, c.sequence, c.id, c.type, c.subject_id, c.spreads, (%s) AS was_in
                FROM change c
                WHERE (c.transaction, c.sequence) >= (CAST(CAST(:transaction AS text) AS xid8), :sequence)
                AND c.transaction < pg_snapshot_xmin(pg_current_snapshot())
                ORDER BY c.transaction, c.sequence LIMIT :rows)
            SELECT CAST(CAST(r.transaction AS text) AS bigint) AS transaction, r.sequence, r.id, s.id AS story,
                   r.was_in AND s.id = r.subject_id AS was_in
            FROM rows r LEFT JOIN LATERAL (
                SELECT r.subject_id AS id WHERE r.type LIKE 'story.%%'
                UNION SELECT story_id FROM live_story_link
                      WHERE r.spreads AND r.type LIKE 'story.%%' AND r.type <> 'story.rendered'
                        AND target_id = r.subject_id
                %s) s ON true
            WHERE (r.transaction, r.sequence) > (CAST(CAST(:transaction AS text) AS xid8), :sequence) OR s.id > :story
            ORDER BY r.transaction, r.sequence, s.id LIMIT :stories""";

    /** The live stories that refer to a renamed entry. */
    private static final String RENAMED = TaxonomyKind.OF_STORIES.stream()
            .map(kind -> "UNION SELECT story_id FROM %s WHERE r.spreads AND r.type = '%s' AND %s = r.subject_id"
                    .formatted(kind.liveTable(), kind.change().token(), kind.column()))
            .collect(Collectors.joining("\n"));

    private final Session database;
    private final StoryQuery stories;
    private final StoryMemory memory;

    Sync(Session database, StoryQuery stories, StoryMemory memory) {
        this.database = database;
        this.stories = stories;
        this.memory = memory;
    }

    /** Returns the cursor at the beginning of an initial copy. */
    @Transactional
    public SyncCursor first() {
        return SyncCursor.copying(LogState.read(database));
    }

    /** Returns the cursor after all rows that may be read now. */
    @Transactional
    public SyncCursor now() {
        return SyncCursor.following(LogState.read(database));
    }

    /**
     * Returns the next changes. There is no transaction, because the step may wait for memory, and would hold a
     * connection meanwhile. The step has a session of its own, since requests share it, and the client of any of them
     * may leave.
     *
     * @param limit maximum number of changes
     * @throws ProblemException 410 if the log does not have the rows of the cursor
     */
    public FeedStep step(SyncCursor from, SyncFilter filter, StorySelection selection, int limit) {
        return OwnSession.call(
                () -> from.copying() ? copy(from, filter, selection, limit) : follow(from, filter, selection, limit));
    }

    /**
     * Returns the newest row that the stories just read may reflect. The cursor is checked after reading, so that
     * a step never combines data from before and after a restore.
     */
    private LogRow covered(SyncCursor from) {
        if (!from.isKnown(database)) {
            throw SyncCursor.expired();
        }
        return LogState.read(database).newest();
    }

    private FeedStep copy(SyncCursor from, SyncFilter filter, StorySelection selection, int limit) {
        LogRow start = from.place().row();
        List<UUID> ids = liveAfter(from.place().story(), filter, limit + 1);
        List<UUID> copied = memory.fitting(ids.subList(0, Math.min(limit, ids.size())), selection);
        boolean more = ids.size() > copied.size();
        Map<UUID, StoryRepresentation> live = stories.live(copied, selection);
        LogRow covered = covered(from);
        List<Placed> changes = copied.stream()
                .filter(live::containsKey)
                .map(id -> new Placed(
                        new SyncCursor(true, new FeedPosition(start, id), covered),
                        new FeedPosition(start, id),
                        new StoryChange(id, live.get(id))))
                .toList();
        SyncCursor next = more
                ? new SyncCursor(true, new FeedPosition(start, copied.get(copied.size() - 1)), covered)
                : new SyncCursor(false, FeedPosition.after(start), covered);
        return new FeedStep(changes, next, more, memory.keep());
    }

    private List<UUID> liveAfter(UUID last, SyncFilter filter, int max) {
        return filter.bind(database.createNativeQuery(
                        "SELECT l.story_id FROM live_story l WHERE l.story_id > :last AND " + filter.ofLive()
                                + " ORDER BY l.story_id LIMIT :max",
                        UUID.class))
                .setParameter("last", last)
                .setParameter("max", max)
                .getResultList();
    }

    private FeedStep follow(SyncCursor from, SyncFilter filter, StorySelection selection, int limit) {
        Map<UUID, Found> changes = new LinkedHashMap<>();
        FeedPosition place = from.place();
        boolean more = true;
        boolean isFull = false;
        for (int round = 0; more && !isFull && round < ROUNDS && changes.size() < limit; round++) {
            List<Row> rows = rows(place, filter);
            Batch batch = batch(place, rows, limit - changes.size());
            List<UUID> in = in(batch.seen().keySet(), filter);
            List<UUID> fitting = memory.fitting(in, selection);
            if (fitting.size() < in.size()) {
                isFull = true;
                int before = List.copyOf(batch.seen().keySet()).indexOf(in.get(fitting.size()));
                batch = batch(place, rows, before);
            }
            current(batch.seen(), fitting, selection)
                    .forEach(found -> changes.merge(found.change().id(), found, Found::then));
            place = batch.end();
            more = batch.more();
        }
        LogRow covered = covered(from);
        List<Placed> placed = changes.values().stream()
                .map(found -> new Placed(new SyncCursor(false, found.first(), covered), found.last(), found.change()))
                .toList();
        return new FeedStep(placed, new SyncCursor(false, place, covered), more, memory.keep());
    }

    /**
     * A row of the log with one of its stories.
     *
     * @param story null if the row concerns none
     * @param wasIn whether the story matched the filter before the change
     */
    private record Row(LogRow logged, UUID story, boolean wasIn) {

        /** Creates it from a row of the query. */
        Row(long transaction, long sequence, UUID id, UUID story, Boolean wasIn) {
            this(new LogRow(transaction, sequence, id), story, Boolean.TRUE.equals(wasIn));
        }
    }

    /**
     * A batch of the log.
     *
     * @param seen the stories by id, in the order of the log
     * @param end the position after them
     * @param more whether more rows may follow
     */
    private record Batch(Map<UUID, Span> seen, FeedPosition end, boolean more) {}

    /**
     * @param first position of the story's first row
     * @param last position of its last row
     * @param wasIn whether the consumer may have the story
     */
    private record Span(FeedPosition first, FeedPosition last, boolean wasIn) {

        Span and(Span later) {
            return new Span(first, later.last, wasIn || later.wasIn);
        }
    }

    /** A change with the positions of the story's first and last row. */
    private record Found(FeedPosition first, FeedPosition last, Change change) {

        Found then(Found later) {
            return new Found(first, later.last, later.change);
        }
    }

    private static Batch batch(FeedPosition from, List<Row> rows, int max) {
        Map<UUID, Span> seen = new LinkedHashMap<>();
        Set<LogPosition> read = new HashSet<>();
        FeedPosition end = from;
        for (Row row : rows) {
            UUID story = row.story();
            if (story != null && seen.size() == max && !seen.containsKey(story)) {
                return new Batch(seen, end, true);
            }
            end = new FeedPosition(row.logged(), story);
            read.add(row.logged().position());
            if (story != null) {
                seen.merge(story, new Span(end, end, row.wasIn()), Span::and);
            }
        }
        // The limit may include the start row, without a result.
        return new Batch(seen, end, rows.size() == STORIES || read.size() >= ROWS - 1);
    }

    private List<Row> rows(FeedPosition from, SyncFilter filter) {
        return filter.bind(database.createNativeQuery(FOLLOW.formatted(filter.ofChange(), RENAMED), Row.class))
                .setParameter("transaction", from.row().position().transaction())
                .setParameter("sequence", from.row().position().sequence())
                .setParameter("story", from.story() == null ? LAST_ID : from.story())
                .setParameter("rows", ROWS)
                .setParameter("stories", STORIES)
                .getResultList();
    }

    /**
     * Reads the stories in their current state. A story that is removed concurrently has a later row, which yields a
     * tombstone.
     */
    private List<Found> current(Map<UUID, Span> seen, List<UUID> in, StorySelection selection) {
        Map<UUID, StoryRepresentation> live = stories.live(in, selection);
        List<Found> changes = new ArrayList<>();
        seen.forEach((id, span) -> {
            if (live.containsKey(id)) {
                changes.add(new Found(span.first(), span.last(), new StoryChange(id, live.get(id))));
            } else if (span.wasIn()) {
                changes.add(new Found(span.first(), span.last(), new Tombstone(id)));
            }
        });
        return changes;
    }

    private List<UUID> in(Set<UUID> ids, SyncFilter filter) {
        if (filter.isEmpty()) {
            return List.copyOf(ids);
        }
        Set<UUID> in = new HashSet<>(filter.bind(database.createNativeQuery(
                        "SELECT l.story_id FROM live_story l WHERE l.story_id = ANY(:ids) AND " + filter.ofLive(),
                        UUID.class))
                .setParameter("ids", ids.toArray(UUID[]::new))
                .getResultList());
        return ids.stream().filter(in::contains).toList();
    }
}
