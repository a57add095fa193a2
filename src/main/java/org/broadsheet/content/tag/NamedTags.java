package org.broadsheet.content.tag;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.broadsheet.changelog.ChangeLog;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.identity.audit.AuditAction;
import org.broadsheet.identity.audit.AuditLog;
import org.broadsheet.identity.audit.AuditSubject;
import org.broadsheet.platform.database.UuidVersion7;
import org.broadsheet.platform.naming.GeneratedSlug;
import org.broadsheet.platform.naming.Named;
import org.broadsheet.platform.naming.Slug;
import org.hibernate.Session;

/**
 * Finds the tags that a story names, and creates missing ones. A UUID is an id; any other text is matched with names
 * first, and then with slugs.
 */
@ApplicationScoped
public class NamedTags {

    private final Session database;
    private final ChangeLog changes;
    private final AuditLog audit;

    NamedTags(Session database, ChangeLog changes, AuditLog audit) {
        this.database = database;
        this.changes = changes;
        this.audit = audit;
    }

    /**
     * Finds tags, and locks them against deletion until the end of the transaction.
     *
     * @return the ids of the tags by text; an unknown text has no entry
     */
    @Transactional
    public Map<String, UUID> find(Collection<String> texts) {
        Map<String, UUID> ids = new HashMap<>();
        if (texts.isEmpty()) {
            return ids;
        }
        String[] slugs = Slug.slugsIn(texts);
        List<Found> found = database.createNativeQuery("""
                        SELECT id, slug, lookup_name FROM tag
                        WHERE lookup_name = ANY(:keys) OR slug = ANY(:slugs) OR id = ANY(:ids)
                        ORDER BY id FOR KEY SHARE""", Found.class)
                .setParameter("keys", Stream.of(slugs).map(TagName::key).toArray(String[]::new))
                .setParameter("slugs", slugs)
                .setParameter("ids", Slug.idsIn(texts))
                .getResultList();
        ids.putAll(Named.ids(
                texts, found.stream().map(tag -> new Named(tag.id, tag.slug)).toList()));
        for (String text : slugs) {
            found.stream().filter(tag -> TagName.key(text).equals(tag.name)).forEach(tag -> ids.put(text, tag.id));
        }
        return ids;
    }

    /**
     * A tag that a story names.
     *
     * @param name its lookup key; may be null
     */
    private record Found(UUID id, String slug, String name) {}

    /** Returns the slugs that are also the name of another tag, so that only an id identifies their tags. */
    public Set<String> ambiguous(Collection<String> slugs) {
        if (slugs.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(database.createNativeQuery("""
                        SELECT t.slug FROM tag t JOIN tag o ON o.lookup_name = t.slug AND o.id <> t.id
                        WHERE t.slug = ANY(:slugs)""", String.class)
                .setParameter("slugs", slugs.toArray(String[]::new))
                .getResultList());
    }

    /** Makes the tags of a live story visible to readers. */
    @Transactional
    public void announce(List<UUID> tags) {
        Tag.<Tag>list("announced = false and id in ?1", tags).forEach(tag -> {
            tag.announced = true;
            changes.record(TaxonomyKind.TAG.change(), tag.id, false);
        });
    }

    /**
     * Creates a hidden tag with a name, unless a concurrent transaction creates it.
     *
     * @return the id of the tag with that name
     */
    @Transactional
    public UUID make(String name) {
        database.flush();
        return GeneratedSlug.candidates(name, TaxonomyKind.TAG.word())
                .map(slug -> make(slug, name))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
    }

    /** @return empty if a tag with another name has the slug */
    private Optional<UUID> make(String slug, String name) {
        UUID id = UuidVersion7.generate();
        int made = database.createNativeMutationQuery("""
                        INSERT INTO tag (id, version, slug, name, name_key, lookup_name, announced, created_at, updated_at)
                        VALUES (:id, 1, :slug, :name, :sortKey, :lookupName, false, now(), now())
                        ON CONFLICT DO NOTHING""")
                .setParameter("id", id)
                .setParameter("slug", slug)
                .setParameter("name", name)
                .setParameter("sortKey", Slug.sortKey(name))
                .setParameter("lookupName", TagName.key(name))
                .executeUpdate();
        if (made == 0) {
            return Tag.ofName(name).map(tag -> tag.id);
        }
        audit.record(
                AuditAction.created(TaxonomyKind.TAG),
                AuditSubject.of(TaxonomyKind.TAG, id, slug, name),
                Map.of(),
                Map.of("slug", slug, "name", name));
        return Optional.of(id);
    }
}
