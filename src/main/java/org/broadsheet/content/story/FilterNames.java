package org.broadsheet.content.story;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.taxonomy.EntryNames;
import org.broadsheet.delivery.cache.CacheGroup;
import org.broadsheet.delivery.cache.Dependencies;
import org.broadsheet.platform.naming.Slug;

/** The categories, authors and tags that the filters of a list name; the response depends on them. */
@ApplicationScoped
public class FilterNames {

    /** An id that nothing has, so that a list with this filter is empty. */
    private static final UUID NOTHING = new UUID(0, 0);

    private final EntryNames entries;
    private final Dependencies dependencies;

    FilterNames(EntryNames entries, Dependencies dependencies) {
        this.entries = entries;
        this.dependencies = dependencies;
    }

    /**
     * Returns the ids to filter by.
     *
     * @param kind category, author or tag
     * @param slugs any number; a text that looks like an id is no slug
     * @return empty for no slugs; an id that nothing has if all slugs are unknown
     */
    public List<UUID> ids(TaxonomyKind kind, List<String> slugs) {
        if (slugs.isEmpty()) {
            return List.of();
        }
        List<String> names = slugs.stream().distinct().toList();
        Map<String, UUID> found = find(kind, names.stream().filter(Slug::isSlug).toList());
        if (found.size() < names.size()) {
            dependencies.onAll(CacheGroup.Kind.of(kind));
        }
        List<UUID> ids = names.stream().map(found::get).filter(Objects::nonNull).toList();
        return ids.isEmpty() ? List.of(NOTHING) : ids;
    }

    /** Finds an id by slug or id. */
    Optional<UUID> id(TaxonomyKind kind, String name) {
        Optional<UUID> id = Optional.ofNullable(find(kind, List.of(name)).get(name));
        if (id.isEmpty()) {
            dependencies.onAll(CacheGroup.Kind.of(kind));
        }
        return id;
    }

    private Map<String, UUID> find(TaxonomyKind kind, Collection<String> names) {
        Map<String, UUID> ids = entries.visibleIdsOf(kind, names);
        dependencies.on(CacheGroup.Kind.of(kind), ids.values());
        return ids;
    }
}
