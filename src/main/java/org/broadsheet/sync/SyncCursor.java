package org.broadsheet.sync;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.change.LogState;
import org.broadsheet.change.Position;
import org.broadsheet.paging.Cursor;

/**
 * Where a client goes on.
 *
 * @param log the log's identity
 * @param copying whether the initial copy is still being made; then {@code place} has the row behind which following
 *     begins, and the last story copied
 */
record SyncCursor(UUID log, boolean copying, Place place) {

    static final String PATTERN = "[A-Za-z0-9_-]+";

    private static final Pattern KEY = Pattern.compile("([cf])\\.([0-9a-f-]{36})\\.([0-9]{1,19})\\.([0-9]{1,19})");

    /** At the beginning of a copy, and behind what older transactions than that did. */
    static SyncCursor copying(LogState log) {
        return new SyncCursor(log.identity(), true, new Place(Position.before(log.horizon()), new UUID(0, 0)));
    }

    /** Behind all that older transactions did. */
    static SyncCursor following(LogState log) {
        return new SyncCursor(log.identity(), false, Place.behind(Position.before(log.horizon())));
    }

    SyncCursor at(Place next) {
        return new SyncCursor(log, copying, next);
    }

    String encode(SyncFilter filter) {
        String key = String.join(
                ".",
                copying ? "c" : "f",
                log.toString(),
                Long.toString(place.row().transaction()),
                Long.toString(place.row().sequence()));
        return new Cursor(key, place.story() == null ? "" : place.story().toString()).encode(filter.binding());
    }

    /** Empty if the text is no cursor, or was made for another filter. */
    static Optional<SyncCursor> decode(String encoded, SyncFilter filter) {
        return Cursor.decode(encoded, filter.binding()).flatMap(cursor -> {
            Matcher key = KEY.matcher(cursor.key());
            return key.matches() ? Optional.of(read(key, cursor.id())) : Optional.empty();
        });
    }

    private static SyncCursor read(Matcher key, String story) {
        return new SyncCursor(
                UUID.fromString(key.group(2)),
                key.group(1).equals("c"),
                new Place(
                        new Position(Long.parseLong(key.group(3)), Long.parseLong(key.group(4))),
                        story.isEmpty() ? null : UUID.fromString(story)));
    }
}
