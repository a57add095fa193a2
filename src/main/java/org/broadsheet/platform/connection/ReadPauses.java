package org.broadsheet.platform.connection;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.EnumSet;
import java.util.Set;

/**
 * The reasons not to read from a connection. Reading resumes when no reason is left. All methods run on the event loop
 * of the connection.
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
        boolean wasPaused = isPaused();
        reasons.add(reason);
        if (!wasPaused && connection instanceof ClientConnection client) {
            client.pauseReading();
        }
    }

    void resume(Reason reason) {
        if (reasons.remove(reason) && !isPaused() && connection instanceof ClientConnection client) {
            client.resumeReading();
        }
    }

    boolean isPaused() {
        return !reasons.isEmpty();
    }
}
