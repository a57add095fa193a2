package org.broadsheet.collection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.Optional;
import org.broadsheet.cache.Dependencies;
import org.broadsheet.cache.Group.Kind;
import org.broadsheet.paging.KeysetQuery;
import org.broadsheet.paging.Page;
import org.broadsheet.paging.PageRequest;

/** Reads collections with the number of live stories that each has. */
@ApplicationScoped
class CollectionQuery {

    private static final KeysetQuery ALL = new KeysetQuery("""
            t.id, t.slug, t.title, t.description, t.position,
            (SELECT count(*) FROM collection_story m JOIN live_story l ON l.story_id = m.story_id
             WHERE m.collection_id = t.id) AS story_count""", "collection", "position", Integer::valueOf);

    private final EntityManager database;
    private final Dependencies dependencies;

    CollectionQuery(EntityManager database, Dependencies dependencies) {
        this.database = database;
        this.dependencies = dependencies;
    }

    Page<CollectionRepresentation> page(PageRequest request) {
        Page<CollectionRepresentation> page = ALL.page(database, request, CollectionRepresentation::from);
        dependencies.onList(
                Kind.COLLECTION,
                page.items().stream().map(CollectionRepresentation::id).toList());
        return page;
    }

    Optional<CollectionRepresentation> find(String slugOrId) {
        Optional<CollectionRepresentation> found =
                Optional.ofNullable(ALL.find(database, slugOrId)).map(CollectionRepresentation::from);
        dependencies.onOne(Kind.COLLECTION, found.map(CollectionRepresentation::id));
        return found;
    }
}
