package org.broadsheet.editorial.preview;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.broadsheet.platform.database.Timestamps;
import org.broadsheet.platform.history.Actor;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UuidGenerator;
import org.hibernate.type.SqlTypes;

/** A preview token and its state. */
@Entity
public class PreviewToken extends PanacheEntityBase {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    public UUID id;

    public UUID storyId;

    /** Null for the latest revision. */
    public Integer revision;

    public Instant createdAt = Timestamps.now();

    @JdbcTypeCode(SqlTypes.JSON)
    public Actor createdBy;

    public Instant expiresAt;

    public Instant revokedAt;
}
