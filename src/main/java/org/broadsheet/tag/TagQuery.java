package org.broadsheet.tag;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.Optional;
import org.broadsheet.paging.KeysetQuery;
import org.broadsheet.paging.Page;
import org.broadsheet.paging.PageRequest;

/** Reads tags with the number of live stories that each has. */
@ApplicationScoped
class TagQuery {

    private static final KeysetQuery ALL =
            new KeysetQuery("""
            t.id, t.slug, t.name,
            (SELECT count(*) FROM live_story_tag l WHERE l.tag_id = t.id) AS story_count""", "(SELECT * FROM tag WHERE announced)", "name_key", key -> key);

    private final EntityManager database;

    TagQuery(EntityManager database) {
        this.database = database;
    }

    Page<TagRepresentation> page(PageRequest request) {
        return ALL.page(database, request, TagRepresentation::from);
    }

    Optional<TagRepresentation> find(String slugOrId) {
        Tuple row = ALL.find(database, slugOrId);
        return Optional.ofNullable(row).map(TagRepresentation::from);
    }
}
