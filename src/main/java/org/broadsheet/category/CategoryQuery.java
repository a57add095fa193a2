package org.broadsheet.category;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.Optional;
import org.broadsheet.paging.KeysetQuery;
import org.broadsheet.paging.Page;
import org.broadsheet.paging.PageRequest;

/** Reads categories with the number of live stories that each has. */
@ApplicationScoped
class CategoryQuery {

    private static final KeysetQuery ALL = new KeysetQuery("""
            t.id, t.slug, t.name, t.description, t.position,
            (SELECT count(*) FROM live_story l WHERE l.category_id = t.id) AS story_count""", "category", "position", Integer::valueOf);

    private final EntityManager database;

    CategoryQuery(EntityManager database) {
        this.database = database;
    }

    Page<CategoryRepresentation> page(PageRequest request) {
        return ALL.page(database, request, CategoryRepresentation::from);
    }

    Optional<CategoryRepresentation> find(String slugOrId) {
        Tuple row = ALL.find(database, slugOrId);
        return Optional.ofNullable(row).map(CategoryRepresentation::from);
    }
}
