package org.broadsheet.content.site;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.broadsheet.platform.database.Timestamps;

/** The settings of the site; there is one row. */
@Entity
public class Site extends PanacheEntityBase {

    @Id
    public UUID id;

    @Version
    public int version;

    public SiteFields fields;

    public Instant updatedAt;

    @PreUpdate
    void updated() {
        updatedAt = Timestamps.now();
    }

    /** Returns the settings. */
    static Site get(LockModeType lock) {
        return Site.<Site>findAll().withLock(lock).singleResult();
    }
}
