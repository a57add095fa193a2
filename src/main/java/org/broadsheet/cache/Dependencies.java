package org.broadsheet.cache;

import jakarta.enterprise.context.RequestScoped;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.broadsheet.cache.Group.Kind;

/** What the answer that is being made depends on; whoever reads something for it says so here. */
@RequestScoped
public class Dependencies {

    private final Set<Group> groups = new LinkedHashSet<>();

    /** The answer is another when a change touches this group. */
    public void on(Group group) {
        groups.add(group);
    }

    /** Likewise, one group for each id. */
    public void on(Kind kind, Collection<UUID> ids) {
        ids.forEach(id -> groups.add(Group.of(kind, id)));
    }

    public void on(Kind kind, UUID id) {
        groups.add(Group.of(kind, id));
    }

    Set<Group> groups() {
        return Set.copyOf(groups);
    }
}
