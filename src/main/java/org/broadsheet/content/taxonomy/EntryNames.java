package org.broadsheet.content.taxonomy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.platform.naming.Named;
import org.broadsheet.platform.naming.Slug;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/** The slugs, former slugs and ids by which requests refer to categories, authors, tags and collections. */
@ApplicationScoped
public class EntryNames {

    private static final String FIND = """
            SELECT '%1$s' AS kind, t.id, t.slug, CAST(NULL AS text) AS former
            FROM %2$s t WHERE t.slug = ANY(:%1$s_slugs) OR t.id = ANY(:%1$s_ids)
            UNION ALL
            SELECT '%1$s', t.id, t.slug, f.slug
            FROM %3$s f JOIN %2$s t ON t.id = f.%4$s WHERE f.slug = ANY(:%1$s_slugs)""";

    private static final String LOCK =
            "SELECT id, slug FROM %s WHERE slug = ANY(:slugs) OR id = ANY(:ids) ORDER BY id FOR KEY SHARE";

    private final Session database;

    EntryNames(Session database) {
        this.database = database;
    }

    /**
     * An entry that a name refers to.
     *
     * @param kind the name of the kind
     * @param slug its current slug
     * @param former the requested former slug; null if the entry has the requested slug or id
     */
    public record NamedEntry(String kind, UUID id, String slug, String former) {

        /** Checks whether the name is a former slug. */
        public boolean isByFormerSlug() {
            return former != null;
        }

        private TaxonomyKind ofKind() {
            return TaxonomyKind.valueOf(kind);
        }
    }

    /** Returns the ids of entries by slug, former slug or id; an unknown name has no entry. */
    public Map<String, UUID> idsOf(TaxonomyKind kind, Collection<String> names) {
        Map<String, UUID> ids = new HashMap<>();
        all(Map.of(kind, names)).get(kind).forEach((name, entry) -> ids.put(name, entry.id()));
        return ids;
    }

    /** Returns the ids by slug or id, and locks the entries against deletion until the end of the transaction. */
    public Map<String, UUID> lockedIdsOf(TaxonomyKind kind, Collection<String> names) {
        return names.isEmpty()
                ? Map.of()
                : Named.ids(
                        names,
                        database.createNativeQuery(LOCK.formatted(kind.table()), Named.class)
                                .addScalar("id", UUID.class)
                                .addScalar("slug", String.class)
                                .setParameter("slugs", Slug.slugsIn(names))
                                .setParameter("ids", Slug.idsIn(names))
                                .getResultList());
    }

    /**
     * Returns entries by slug, former slug or id.
     *
     * @param names by kind
     * @return an unknown name has no entry
     */
    public Map<TaxonomyKind, Map<String, NamedEntry>> all(Map<TaxonomyKind, ? extends Collection<String>> names) {
        return find(names, TaxonomyKind::table);
    }

    /** Returns those of the entries that readers may see. */
    public Map<TaxonomyKind, Map<String, NamedEntry>> visible(Map<TaxonomyKind, ? extends Collection<String>> names) {
        return find(names, TaxonomyKind::shown);
    }

    private Map<TaxonomyKind, Map<String, NamedEntry>> find(
            Map<TaxonomyKind, ? extends Collection<String>> names, Function<TaxonomyKind, String> table) {
        Map<TaxonomyKind, Collection<String>> given = new EnumMap<>(TaxonomyKind.class);
        names.forEach((kind, ofKind) -> {
            if (!ofKind.isEmpty()) {
                given.put(kind, ofKind);
            }
        });
        Map<TaxonomyKind, List<NamedEntry>> rows = given.isEmpty()
                ? Map.of()
                : rows(given, table).stream().collect(Collectors.groupingBy(NamedEntry::ofKind));
        Map<TaxonomyKind, Map<String, NamedEntry>> found = new EnumMap<>(TaxonomyKind.class);
        names.forEach((kind, ofKind) -> found.put(kind, byName(ofKind, rows.getOrDefault(kind, List.of()))));
        return found;
    }

    private List<NamedEntry> rows(Map<TaxonomyKind, Collection<String>> names, Function<TaxonomyKind, String> table) {
        String sql = names.keySet().stream()
                .map(kind -> FIND.formatted(kind.name(), table.apply(kind), kind.formerSlugs(), kind.column()))
                .collect(Collectors.joining("\nUNION ALL\n"));
        NativeQuery<NamedEntry> query = database.createNativeQuery(sql, NamedEntry.class)
                .addScalar("kind", String.class)
                .addScalar("id", UUID.class)
                .addScalar("slug", String.class)
                .addScalar("former", String.class);
        names.forEach((kind, ofKind) -> query.setParameter(kind.name() + "_slugs", Slug.slugsIn(ofKind))
                .setParameter(kind.name() + "_ids", Slug.idsIn(ofKind)));
        return query.getResultList();
    }

    /** The slug that an entry has now takes precedence over the same former slug of another. */
    private static Map<String, NamedEntry> byName(Collection<String> names, List<NamedEntry> entries) {
        Map<String, NamedEntry> bySlug = new HashMap<>();
        Map<UUID, NamedEntry> byId = new HashMap<>();
        entries.forEach(entry -> {
            if (entry.isByFormerSlug()) {
                bySlug.putIfAbsent(entry.former, entry);
            } else {
                bySlug.put(entry.slug, entry);
                byId.put(entry.id, entry);
            }
        });
        Map<String, NamedEntry> found = new HashMap<>();
        names.forEach(name -> {
            NamedEntry entry = Slug.id(name).map(byId::get).orElseGet(() -> bySlug.get(name));
            if (entry != null) {
                found.put(name, entry);
            }
        });
        return found;
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
