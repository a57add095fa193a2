package org.broadsheet.content.tag;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.broadsheet.changelog.ChangeLog;
import org.broadsheet.content.taxonomy.TaxonomyKind;
import org.broadsheet.identity.audit.AuditLog;
import org.broadsheet.platform.database.UuidVersion7;
import org.broadsheet.platform.naming.GeneratedSlug;
import org.broadsheet.platform.naming.Slug;

/**
 * Finds the tags that a story names, and creates missing ones. A UUID is an id; any other text is matched with names
 * first, and then with slugs.
 */
@ApplicationScoped
public class NamedTags {

    private final EntityManager database;
    private final ChangeLog changes;
    private final AuditLog audit;

    NamedTags(EntityManager database, ChangeLog changes, AuditLog audit) {
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
        @SuppressWarnings("unchecked") // JPA's native queries are untyped
        List<Tuple> rows = database.createNativeQuery("""
                        SELECT id, slug, lookup_name FROM tag
                        WHERE lookup_name = ANY(CAST(:keys AS text[])) OR slug = ANY(CAST(:slugs AS text[]))
                            OR id = ANY(CAST(:ids AS uuid[]))
                        ORDER BY id FOR KEY SHARE""", Tuple.class)
                .setParameter("keys", others(texts).map(TagName::key).toArray(String[]::new))
                .setParameter("slugs", others(texts).toArray(String[]::new))
                .setParameter("ids", texts.stream().filter(Slug::isId).toArray(String[]::new))
                .getResultList();
        Map<String, UUID> byName = new HashMap<>();
        Map<String, UUID> bySlug = new HashMap<>();
        Set<UUID> all = new HashSet<>();
        for (Tuple row : rows) {
            UUID id = row.get("id", UUID.class);
            all.add(id);
            bySlug.put(row.get("slug", String.class), id);
            byName.put(row.get("lookup_name", String.class), id);
        }
        for (String text : texts) {
            Slug.id(text)
                    .map(id -> Optional.of(id).filter(all::contains))
                    .orElseGet(() -> Optional.ofNullable(byName.get(TagName.key(text)))
                            .or(() -> Optional.ofNullable(bySlug.get(text))))
                    .ifPresent(id -> ids.put(text, id));
        }
        return ids;
    }

    private static Stream<String> others(Collection<String> texts) {
        return texts.stream().filter(text -> !Slug.isId(text));
    }

    /** Returns the slugs that are also the name of another tag, so that only an id identifies their tags. */
    public Set<String> ambiguous(Collection<String> slugs) {
        if (slugs.isEmpty()) {
            return Set.of();
        }
        @SuppressWarnings("unchecked") // as above
        List<String> found = database.createNativeQuery("""
                        SELECT t.slug FROM tag t JOIN tag o ON o.lookup_name = t.slug AND o.id <> t.id
                        WHERE t.slug = ANY(CAST(:slugs AS text[]))""", String.class)
                .setParameter("slugs", slugs.toArray(String[]::new))
                .getResultList();
        return Set.copyOf(found);
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
        int made = database.createNativeQuery("""
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
                TaxonomyKind.TAG.created(), TaxonomyKind.TAG.subject(id), Map.of(), Map.of("slug", slug, "name", name));
        return Optional.of(id);
    }
}
