package org.broadsheet.story;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.broadsheet.cache.CacheGroup.Kind;
import org.broadsheet.cache.Dependencies;
import org.broadsheet.http.Slug;
import org.hibernate.Session;

/** Finds what the filters of a list name. */
@ApplicationScoped
public class FilterNames {

    /** The id of nothing: a list that it filters is empty. */
    private static final UUID NOTHING = new UUID(0, 0);

    private final EntityManager database;
    private final Dependencies dependencies;

    FilterNames(EntityManager database, Dependencies dependencies) {
        this.database = database;
        this.dependencies = dependencies;
    }

    /**
     * @param kind category, author or tag
     * @param slugs of any number
     * @return what to filter by: none for no slugs, but one that nothing has where nothing has such a slug
     */
    public List<UUID> ids(Kind kind, List<String> slugs) {
        if (slugs.isEmpty()) {
            return List.of();
        }
        List<UUID> ids = find(kind, "slug = ANY(CAST(:name AS text[]))", slugs.toArray(String[]::new));
        if (ids.size() < slugs.stream().distinct().count()) {
            kind.wider().ifPresent(dependencies::on);
        }
        return ids.isEmpty() ? List.of(NOTHING) : ids;
    }

    /** The one with a slug or id. */
    Optional<UUID> id(Kind kind, String name) {
        Optional<UUID> id = Slug.id(name);
        List<UUID> found = id.isPresent() ? find(kind, "id = :name", id.get()) : find(kind, "slug = :name", name);
        if (found.isEmpty()) {
            kind.wider().ifPresent(dependencies::on);
        }
        return found.stream().findFirst();
    }

    private List<UUID> find(Kind kind, String condition, Object name) {
        // A tag that no live story has had yet is none that readers know of.
        String known = kind == Kind.TAG ? "announced AND " : "";
        List<UUID> ids = database.unwrap(Session.class)
                .createNativeQuery(
                        "SELECT id FROM " + kind.name().toLowerCase(Locale.ROOT) + " WHERE " + known + condition,
                        UUID.class)
                .addScalar("id", UUID.class)
                .setParameter("name", name)
                .getResultList();
        dependencies.on(kind, ids);
        return ids;
    }
}
