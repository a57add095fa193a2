package org.broadsheet.tag;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.Optional;
import org.broadsheet.cache.Dependencies;
import org.broadsheet.cache.Group.Kind;
import org.broadsheet.paging.KeysetQuery;
import org.broadsheet.paging.Page;
import org.broadsheet.paging.PageRequest;
import org.broadsheet.story.StoryCounts;

/** Reads tags with the number of live stories that each has. */
@ApplicationScoped
class TagQuery {

    private static final KeysetQuery ALL = new KeysetQuery(
            """
            t.id, t.slug, t.name,
            %s AS story_count""".formatted(StoryCounts.OF_T), "(SELECT * FROM tag WHERE announced)", "name_key", key -> key);

    private final EntityManager database;
    private final Dependencies dependencies;

    TagQuery(EntityManager database, Dependencies dependencies) {
        this.database = database;
        this.dependencies = dependencies;
    }

    Page<TagRepresentation> page(PageRequest request) {
        Page<TagRepresentation> page = ALL.page(database, request, TagRepresentation::from);
        dependencies.onList(
                Kind.TAG, page.items().stream().map(TagRepresentation::id).toList());
        return page;
    }

    Optional<TagRepresentation> find(String slugOrId) {
        Optional<TagRepresentation> found =
                Optional.ofNullable(ALL.find(database, slugOrId)).map(TagRepresentation::from);
        dependencies.onOne(Kind.TAG, found.map(TagRepresentation::id));
        return found;
    }
}
