package org.broadsheet.change;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;
import org.broadsheet.http.LastChange;

/** Writes the log, always in the transaction that makes the change, and reads its end. */
@ApplicationScoped
public class ChangeLog implements LastChange {

    private final EntityManager database;

    ChangeLog(EntityManager database) {
        this.database = database;
    }

    /**
     * Adds a row to the caller's transaction.
     *
     * @param subject id of the story, category, author, tag or collection that changed
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(ChangeType type, UUID subject) {
        database.flush();
        database.createNativeQuery("INSERT INTO change (type, subject_id) VALUES (:type, :subject)")
                .setParameter("type", type.token())
                .setParameter("subject", subject)
                .executeUpdate();
    }

    /** The epoch where nothing ever changed. */
    @Override
    public Instant at() {
        Instant last = (Instant) database.createNativeQuery("SELECT max(at) FROM change", Instant.class)
                .getSingleResult();
        return last == null ? Instant.EPOCH : last;
    }
}
