package org.broadsheet.integration.webhook;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PrePersist;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.broadsheet.platform.database.Timestamps;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.problem.ProblemException;
import org.hibernate.annotations.UuidGenerator;

/** An endpoint that receives events. */
@Entity
public class Webhook extends PanacheEntityBase {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    public UUID id;

    @Version
    public int version;

    public String url;

    public String description;

    /** Empty for all. */
    public List<String> types = new ArrayList<>();

    public List<UUID> categoryIds = new ArrayList<>();

    public List<UUID> tagIds = new ArrayList<>();

    public List<String> languages = new ArrayList<>();

    public boolean enabled;

    /** The reason, unless an administrator disabled it. */
    public String disabledBecause;

    /** The first failure since the last success; null after a success. */
    public Instant failingSince;

    public byte[] secret;

    public byte[] formerSecret;

    public Instant formerSecretUntil;

    public Instant createdAt;

    public Instant updatedAt;

    @PrePersist
    void created() {
        createdAt = Timestamps.now();
        updatedAt = createdAt;
    }

    @PreUpdate
    void updated() {
        updatedAt = Timestamps.now();
    }

    /**
     * Finds a webhook.
     *
     * @throws ProblemException 404 if it does not exist, 400 if the id is no UUID
     */
    static Webhook find(String id, LockModeType lock) {
        return Webhook.<Webhook>findByIdOptional(Slug.idParameter("id", id), lock)
                .orElseThrow(() -> ProblemException.notFound("There is no webhook " + id + "."));
    }

    /** Generates a new secret; events are also signed with the former one for a while. */
    void rotate(Duration both) {
        formerSecret = secret;
        formerSecretUntil = Timestamps.now().plus(both);
        secret = WebhookSecret.generate();
    }
}
