package org.broadsheet.integration.changefeed;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.changelog.LogRow;
import org.broadsheet.changelog.LogState;
import org.broadsheet.platform.paging.Cursor;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;
import org.hibernate.Session;

/**
 * A consumer's position, and what it has seen. The encoded text names rows of the log by numbers and random ids, and
 * nothing else of the database, so it changes only with public changes.
 *
 * @param copying whether the initial copy is in progress; then {@code place} has the row after which the feed begins,
 *     and the last story copied
 * @param covered the newest row whose effect the consumer may have: stories are sent in their current state, not as
 *     they were when the row at {@code place} was written
 */
record SyncCursor(boolean copying, FeedPosition place, LogRow covered) {

    static final String PATTERN = "[A-Za-z0-9_-]+";

    private static final String ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private static final String ROW = "([0-9]{1,18})\\.(" + ID + ")";

    private static final Pattern KEY = Pattern.compile("([cf])\\." + ROW + "(?:\\." + ROW + ")?");

    private static final Pattern STORY = Pattern.compile(ID);

    /** Sorts before the first story of a copy. */
    private static final UUID NO_STORY = new UUID(0, 0);

    /** Returns the cursor at the beginning of a copy; the feed then begins after the last row that may be read now. */
    static SyncCursor copying(LogState log) {
        return new SyncCursor(true, new FeedPosition(log.end(), NO_STORY), log.newest());
    }

    /** Returns the cursor after the last row that may be read now. */
    static SyncCursor following(LogState log) {
        return new SyncCursor(false, FeedPosition.after(log.end()), log.newest());
    }

    /**
     * Checks whether the log has the rows that the consumer has seen. If not, a backup was restored, or old rows were
     * removed.
     */
    boolean isKnown(Session database) {
        return place.row().isKnown(database) && (covered.equals(place.row()) || covered.isKnown(database));
    }

    /** Returns the problem for an expired cursor. */
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
     * Decodes a cursor from a client.
     *
     * @return empty if it was created for another filter
     * @throws ProblemException 410 if it has expired, or has no valid signature, since it may be from another database
     */
    static Optional<SyncCursor> decode(String encoded, SyncFilter filter, Session database) {
        return Cursor.decode(encoded)
                .orElseThrow(SyncCursor::expired)
                .of(filter.binding())
                .map(cursor -> read(cursor, database).orElseThrow(SyncCursor::expired));
    }

    private static Optional<SyncCursor> read(Cursor cursor, Session database) {
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

    private static Optional<LogRow> row(Matcher key, int group, Session database) {
        return LogRow.find(database, Long.parseLong(key.group(group)), UUID.fromString(key.group(group + 1)));
    }
}
