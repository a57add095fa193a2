package org.broadsheet.content.taxonomy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.platform.naming.Named;
import org.broadsheet.platform.naming.Slug;
import org.hibernate.Session;

/** The slugs and ids by which requests refer to categories, authors, tags and collections. */
@ApplicationScoped
public class EntryNames {

    private static final String FIND = "SELECT id, slug FROM %s t WHERE slug = ANY(:slugs) OR id = ANY(:ids)";

    private static final String LOCK = FIND + " ORDER BY id FOR KEY SHARE";

    private final Session database;

    EntryNames(Session database) {
        this.database = database;
    }

    /** Returns the ids of entries by slug or id; an unknown name has no entry. */
    public Map<String, UUID> idsOf(TaxonomyKind kind, Collection<String> names) {
        return find(FIND.formatted(kind.table()), names);
    }

    /** Returns the same ids, and locks the entries against deletion until the end of the transaction. */
    public Map<String, UUID> lockedIdsOf(TaxonomyKind kind, Collection<String> names) {
        return find(LOCK.formatted(kind.table()), names);
    }

    /** Returns the ids of those entries that readers may see. */
    public Map<String, UUID> visibleIdsOf(TaxonomyKind kind, Collection<String> names) {
        return find(FIND.formatted(kind.shown()), names);
    }

    private Map<String, UUID> find(String sql, Collection<String> names) {
        return names.isEmpty()
                ? Map.of()
                : Named.ids(
                        names,
                        database.createNativeQuery(sql, Named.class)
                                .addScalar("id", UUID.class)
                                .addScalar("slug", String.class)
                                .setParameter("slugs", Slug.slugsIn(names))
                                .setParameter("ids", Slug.idsIn(names))
                                .getResultList());
    }

    /** Finds an entry by slug or id, and locks it until the end of the transaction. */
    <E extends Entry> Optional<E> find(Class<E> entity, String name, LockModeType lock) {
        return database.createSelectionQuery(
                        "FROM %s WHERE %s = :name".formatted(entity.getSimpleName(), Slug.column(name)), entity)
                .setParameter("name", Slug.value(name))
                .setLockMode(lock)
                .uniqueResultOptional();
    }
}
