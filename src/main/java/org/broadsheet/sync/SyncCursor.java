package org.broadsheet.sync;

import jakarta.persistence.EntityManager;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.change.LogRow;
import org.broadsheet.change.LogState;
import org.broadsheet.paging.Cursor;
import org.broadsheet.problem.ProblemException;
import org.broadsheet.problem.ProblemType;

/**
 * Where a consumer goes on, and what it has seen. Its text names rows of the log by their numbers and random ids, and
 * nothing else of the database, so it changes with public changes only.
 *
 * @param copying whether the initial copy is still being made; then {@code place} has the row behind which following
 *     begins, and the last story copied
 * @param covered the newest row whose effect the consumer may have: stories are sent as they are, not as they were when
 *     the row at {@code place} was written
 */
record SyncCursor(boolean copying, FeedPosition place, LogRow covered) {

    static final String PATTERN = "[A-Za-z0-9_-]+";

    private static final String ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private static final String ROW = "([0-9]{1,18})\\.(" + ID + ")";

    private static final Pattern KEY = Pattern.compile("([cf])\\." + ROW + "(?:\\." + ROW + ")?");

    private static final Pattern STORY = Pattern.compile(ID);

    /** Before the first story of a copy. */
    private static final UUID NO_STORY = new UUID(0, 0);

    /** At the beginning of a copy; following begins behind the last row that may be read now. */
    static SyncCursor copying(LogState log) {
        return new SyncCursor(true, new FeedPosition(log.end(), NO_STORY), log.newest());
    }

    /** Behind the last row that may be read now. */
    static SyncCursor following(LogState log) {
        return new SyncCursor(false, FeedPosition.behind(log.end()), log.newest());
    }

    /** Whether the log has what the consumer has seen. If not, the database was restored, or the log was cut off. */
    boolean isKnown(EntityManager database) {
        return place.row().isKnown(database) && (covered.equals(place.row()) || covered.isKnown(database));
    }

    /** What a cursor gets that leads nowhere any more. */
    static ProblemException expired() {
        return ProblemException.of(
                ProblemType.CURSOR_EXPIRED,
                "The change log does not contain this cursor: it is too old, or the database was restored"
                        + " from a backup. Discard the copy and start again without since.");
    }

    String encode(SyncFilter filter) {
        StringBuilder key = new StringBuilder(copying ? "c" : "f").append(named(place.row()));
        if (!covered.equals(place.row())) {
            key.append(named(covered));
        }
        return new Cursor(
                        key.toString(),
                        place.story() == null ? "" : place.story().toString())
                .encode(filter.binding());
    }

    private static String named(LogRow row) {
        return "." + row.position().sequence() + "." + row.id();
    }

    /**
     * Reads a cursor that a client has sent.
     *
     * @return empty if it was made for another filter
     * @throws ProblemException 410 if it leads nowhere any more, or was never signed here: its database may be another one
     */
    static Optional<SyncCursor> decode(String encoded, SyncFilter filter, EntityManager database) {
        return Cursor.decode(encoded)
                .orElseThrow(SyncCursor::expired)
                .of(filter.binding())
                .map(cursor -> read(cursor, database).orElseThrow(SyncCursor::expired));
    }

    private static Optional<SyncCursor> read(Cursor cursor, EntityManager database) {
        Matcher key = KEY.matcher(cursor.key());
        boolean following = cursor.id().isEmpty();
        if (!key.matches() || !following && !STORY.matcher(cursor.id()).matches()) {
            return Optional.empty();
        }
        Optional<LogRow> row = row(key, 2, database);
        Optional<LogRow> covered = key.group(4) == null ? row : row(key, 4, database);
        UUID story = following ? null : UUID.fromString(cursor.id());
        return row.flatMap(at ->
                covered.map(newest -> new SyncCursor(key.group(1).equals("c"), new FeedPosition(at, story), newest)));
    }

    private static Optional<LogRow> row(Matcher key, int group, EntityManager database) {
        return LogRow.find(database, Long.parseLong(key.group(group)), UUID.fromString(key.group(group + 1)));
    }
}
