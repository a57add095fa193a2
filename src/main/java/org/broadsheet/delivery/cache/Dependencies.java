package org.broadsheet.delivery.cache;

import jakarta.enterprise.context.RequestScoped;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.broadsheet.delivery.cache.CacheGroup.Kind;

/** The cache groups of the response to the present request. Each query adds those of what it reads, when it reads it. */
@RequestScoped
public class Dependencies {

    private final Set<CacheGroup> groups = new LinkedHashSet<>();

    /** The response depends on this group. */
    public void on(CacheGroup group) {
        groups.add(group);
    }

    /** Likewise, one group for each id. */
    public void on(Kind kind, Collection<UUID> ids) {
        ids.forEach(id -> groups.add(CacheGroup.of(kind, id)));
    }

    public void on(Kind kind, UUID id) {
        groups.add(CacheGroup.of(kind, id));
    }

    /** The response depends on all things of a kind, also on those that do not exist yet. */
    public void onAll(Kind kind) {
        kind.wider().ifPresent(this::on);
    }

    /**
     * The response lists things of a kind, each with its number of stories.
     *
     * @param kind of one of them
     */
    public void onList(Kind kind, Collection<UUID> listed) {
        onAll(kind);
        on(Kind.STORIES_OF, listed);
    }

    /**
     * The response shows one thing with its number of stories, or says that there is none.
     *
     * @param found its id
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
