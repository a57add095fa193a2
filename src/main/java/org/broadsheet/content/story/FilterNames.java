package org.broadsheet.content.story;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.broadsheet.content.taxonomy.TaxonomyKind;
import org.broadsheet.delivery.cache.Dependencies;
import org.broadsheet.platform.naming.Slug;
import org.hibernate.Session;

/** Finds the ids of what the filters of a list name. */
@ApplicationScoped
public class FilterNames {

    /** An id that nothing has, so that a list with this filter is empty. */
    private static final UUID NOTHING = new UUID(0, 0);

    private final EntityManager database;
    private final Dependencies dependencies;

    FilterNames(EntityManager database, Dependencies dependencies) {
        this.database = database;
        this.dependencies = dependencies;
    }

    /**
     * Returns the ids to filter by.
     *
     * @param kind category, author or tag
     * @param slugs any number
     * @return empty for no slugs; an id that nothing has if all slugs are unknown
     */
    public List<UUID> ids(TaxonomyKind kind, List<String> slugs) {
        if (slugs.isEmpty()) {
            return List.of();
        }
        List<UUID> ids = find(kind, "slug = ANY(CAST(:name AS text[]))", slugs.toArray(String[]::new));
        if (ids.size() < slugs.stream().distinct().count()) {
            dependencies.onAll(kind.group());
        }
        return ids.isEmpty() ? List.of(NOTHING) : ids;
    }

    /** Finds an id by slug or id. */
    Optional<UUID> id(TaxonomyKind kind, String name) {
        Optional<UUID> id = Slug.id(name);
        List<UUID> found = id.isPresent() ? find(kind, "id = :name", id.get()) : find(kind, "slug = :name", name);
        if (found.isEmpty()) {
            dependencies.onAll(kind.group());
        }
        return found.stream().findFirst();
    }

    private List<UUID> find(TaxonomyKind kind, String condition, Object name) {
        List<UUID> ids = database.unwrap(Session.class)
                .createNativeQuery("SELECT id FROM " + kind.shown() + " t WHERE " + condition, UUID.class)
                .addScalar("id", UUID.class)
                .setParameter("name", name)
                .getResultList();
        dependencies.on(kind.group(), ids);
        return ids;
    }
}
