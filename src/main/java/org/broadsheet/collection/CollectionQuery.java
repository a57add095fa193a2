package org.broadsheet.collection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.Optional;
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

    CollectionQuery(EntityManager database) {
        this.database = database;
    }

    Page<CollectionRepresentation> page(PageRequest request) {
        return ALL.page(database, request, CollectionRepresentation::from);
    }

    Optional<CollectionRepresentation> find(String slugOrId) {
        Tuple row = ALL.find(database, slugOrId);
        return Optional.ofNullable(row).map(CollectionRepresentation::from);
    }
}
