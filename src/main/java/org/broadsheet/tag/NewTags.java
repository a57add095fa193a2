package org.broadsheet.tag;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.broadsheet.audit.AuditLog;
import org.broadsheet.audit.Subject;
import org.broadsheet.change.ChangeLog;
import org.broadsheet.change.ChangeType;
import org.broadsheet.database.UuidVersion7;
import org.broadsheet.http.Slug;

/** Makes tags that a story is the first to have. */
@ApplicationScoped
public class NewTags {

    private final EntityManager database;
    private final ChangeLog changes;
    private final AuditLog audit;

    NewTags(EntityManager database, ChangeLog changes, AuditLog audit) {
        this.database = database;
        this.changes = changes;
        this.audit = audit;
    }

    /** Shows to readers those of the tags of a story which they see that no story has shown them before. */
    @Transactional
    public void announce(List<UUID> tags) {
        Tag.<Tag>list("announced = false and id in ?1", tags).forEach(tag -> {
            tag.announced = true;
            changes.record(ChangeType.TAG_CHANGED, tag.id, false);
        });
    }

    /**
     * The tag with that slug, which readers do not see yet; made if nobody else makes it at the same time.
     *
     * @return its id
     */
    @Transactional
    public UUID named(String slug, String name) {
        database.flush();
        int made = database.createNativeQuery("""
                        INSERT INTO tag (id, version, slug, name, name_key, announced, created_at, updated_at)
                        VALUES (:id, 1, :slug, :name, :key, false, now(), now()) ON CONFLICT (slug) DO NOTHING""")
                .setParameter("id", UuidVersion7.generate())
                .setParameter("slug", slug)
                .setParameter("name", name)
                .setParameter("key", Slug.sortKey(name))
                .executeUpdate();
        Tag tag = Tag.named(slug).orElseThrow();
        if (made == 1) {
            audit.record("tag.created", new Subject("tag", tag.id), Map.of(), Map.of("slug", slug, "name", name));
        }
        return tag.id;
    }
}
