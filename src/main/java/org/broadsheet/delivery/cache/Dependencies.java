package org.broadsheet.delivery.cache;

import jakarta.enterprise.context.RequestScoped;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.broadsheet.delivery.cache.CacheGroup.Kind;

/** The cache groups of the response to the current request. Each query adds the groups of the resources that it reads. */
@RequestScoped
public class Dependencies {

    private final Set<CacheGroup> groups = new LinkedHashSet<>();

    /** Adds a group. */
    public void on(CacheGroup group) {
        groups.add(group);
    }

    /** Adds the group of each id. */
    public void on(Kind kind, Collection<UUID> ids) {
        ids.forEach(id -> groups.add(CacheGroup.of(kind, id)));
    }

    /** Adds the group of an id. */
    public void on(Kind kind, UUID id) {
        groups.add(CacheGroup.of(kind, id));
    }

    /** Adds the group of all resources of a kind, including those that do not exist yet. */
    public void onAll(Kind kind) {
        kind.wider().ifPresent(this::on);
    }

    /**
     * Adds the groups of a list of resources, each with its number of stories.
     *
     * @param kind of one of the resources
     */
    public void onList(Kind kind, Collection<UUID> listed) {
        onAll(kind);
        on(Kind.STORIES_OF, listed);
    }

    /**
     * Adds the groups of a resource with its number of stories, or of a 404.
     *
     * @param found the id of the resource; empty for a 404
     */
    public void onOne(Kind kind, Optional<UUID> found) {
        found.ifPresentOrElse(
                id -> {
                    on(kind, id);
                    on(Kind.STORIES_OF, id);
                },
                () -> onAll(kind));
    }

    Set<CacheGroup> groups() {
        return Set.copyOf(groups);
    }
}
