package org.broadsheet.category;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.Optional;
import org.broadsheet.cache.Dependencies;
import org.broadsheet.cache.Group.Kind;
import org.broadsheet.paging.KeysetQuery;
import org.broadsheet.paging.Page;
import org.broadsheet.paging.PageRequest;
import org.broadsheet.story.StoryCounts;

/** Reads categories with the number of live stories that each has. */
@ApplicationScoped
class CategoryQuery {

    private static final KeysetQuery ALL =
            new KeysetQuery("""
            t.id, t.slug, t.name, t.description, t.position,
            %s AS story_count""".formatted(StoryCounts.OF_T), "category", "position", Integer::valueOf);

    private final EntityManager database;
    private final Dependencies dependencies;

    CategoryQuery(EntityManager database, Dependencies dependencies) {
        this.database = database;
        this.dependencies = dependencies;
    }

    Page<CategoryRepresentation> page(PageRequest request) {
        Page<CategoryRepresentation> page = ALL.page(database, request, CategoryRepresentation::from);
        dependencies.onList(
                Kind.CATEGORY,
                page.items().stream().map(CategoryRepresentation::id).toList());
        return page;
    }

    Optional<CategoryRepresentation> find(String slugOrId) {
        Optional<CategoryRepresentation> found =
                Optional.ofNullable(ALL.find(database, slugOrId)).map(CategoryRepresentation::from);
        dependencies.onOne(Kind.CATEGORY, found.map(CategoryRepresentation::id));
        return found;
    }
}
