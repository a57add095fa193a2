package org.broadsheet.platform.connection;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.EnumSet;
import java.util.Set;

/**
 * The reasons not to read from a connection. Reading resumes when no reason is left. All methods run on the event loop
 * of the connection.
 *
 * <p>Vert.x pauses reading by the same switch of the connection, while the content of a request is not consumed. This
 * class only resumes what it has paused, and its users resume before they pass on what they hold back: Vert.x then
 * pauses again if it has to.
 */
final class ReadPauses {

    private static final AttributeKey<ReadPauses> OF_CONNECTION = AttributeKey.valueOf(ReadPauses.class, "of");

    /** A reason not to read. */
    enum Reason {
        /** Bytes of the connection wait for their turn in the {@link FairQueue}. */
        QUEUED_BYTES,

        /** Requests of the connection wait until its client has received the responses to others. */
        WAITING_REQUESTS
    }

    private final Channel connection;
    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    private boolean isPausedHere;

    private ReadPauses(Channel connection) {
        this.connection = connection;
    }

    static ReadPauses of(Channel connection) {
        ReadPauses pauses = connection.attr(OF_CONNECTION).get();
        if (pauses == null) {
            pauses = new ReadPauses(connection);
            connection.attr(OF_CONNECTION).set(pauses);
        }
        return pauses;
    }

    void pause(Reason reason) {
        reasons.add(reason);
        if (connection.config().isAutoRead()) {
            isPausedHere = true;
            connection.config().setAutoRead(false);
        }
    }

    void resume(Reason reason) {
        reasons.remove(reason);
        if (reasons.isEmpty() && isPausedHere) {
            isPausedHere = false;
            connection.config().setAutoRead(true);
        }
    }

    boolean isPausedFor(Reason reason) {
        return reasons.contains(reason);
    }
}
