package org.broadsheet.changelog.cursor;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.broadsheet.changelog.ChangeConfig;
import org.broadsheet.platform.paging.Cursor;
import org.broadsheet.platform.paging.CursorSigner;
import org.broadsheet.platform.scheduling.PeriodicTask;
import org.broadsheet.platform.scheduling.StartupOrder;
import org.hibernate.Session;

/**
 * The keys of cursors, which all nodes share in the database. A new key verifies for a while before it signs, so that
 * all nodes have read it by then. An old key verifies for as long as clients can be offline.
 */
@ApplicationScoped
public class CursorKeys {

    /** The newest key whose time has come signs. */
    private static final String READ = """
            SELECT secret FROM cursor_key ORDER BY signs_from <= now() DESC, signs_from DESC""";

    /** Two nodes that rotate at the same time compute the same time for the new key, and the second inserts none. */
    private static final String ROTATE = """
            INSERT INTO cursor_key (signs_from, secret)
            SELECT date_trunc('hour', now()) + interval '70 minutes',
                decode(replace(concat(gen_random_uuid(), gen_random_uuid()), '-', ''), 'hex')
            WHERE (SELECT max(signs_from) FROM cursor_key) < now() - :rotate * interval '1 second'
            ON CONFLICT DO NOTHING""";

    /** A key is deleted when its successor has signed for so long that no client has a cursor of the old one. */
    private static final String DELETE_EXPIRED = """
            DELETE FROM cursor_key k WHERE EXISTS (
                SELECT 1 FROM cursor_key n WHERE n.signs_from > k.signs_from
                AND n.signs_from < now() - :retain * interval '1 second')""";

    private final Session database;
    private final CursorConfig config;
    private final ChangeConfig changes;
    private final Event<Rotated> rotations;
    private byte[] signing;

    CursorKeys(Session database, CursorConfig config, ChangeConfig changes, Event<Rotated> rotations) {
        this.database = database;
        this.config = config;
        this.changes = changes;
        this.rotations = rotations;
    }

    /** Another key signs from now on, so the next page of a list has another cursor. */
    public record Rotated() {}

    @Produces
    @Singleton
    static PeriodicTask often(CursorKeys keys) {
        return new PeriodicTask(Duration.ofMinutes(1), keys::rotate);
    }

    @ActivateRequestContext
    void onStart(@Observes @Priority(StartupOrder.CURSOR_KEYS) StartupEvent event) {
        QuarkusTransaction.requiringNew().run(this::read);
    }

    /** Creates the next key when it is due, and reads the keys that other nodes have created. */
    @ActivateRequestContext
    public void rotate() {
        QuarkusTransaction.requiringNew().run(() -> {
            database.createNativeMutationQuery(ROTATE)
                    .setParameter("rotate", config.rotate().toSeconds())
                    .executeUpdate();
            database.createNativeMutationQuery(DELETE_EXPIRED)
                    .setParameter("retain", changes.retain().toSeconds())
                    .executeUpdate();
            read();
        });
    }

    private void read() {
        List<byte[]> keys = database.createNativeQuery(READ, byte[].class).getResultList();
        Cursor.signWith(new CursorSigner(keys));
        boolean isRotated = signing != null && !Arrays.equals(signing, keys.get(0));
        signing = keys.get(0);
        if (isRotated) {
            rotations.fire(new Rotated());
        }
    }
}
