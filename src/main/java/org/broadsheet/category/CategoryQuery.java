package org.broadsheet.category;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.Optional;
import org.broadsheet.cache.Dependencies;
import org.broadsheet.cache.Group;
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
        dependencies.on(Group.CATEGORIES);
        page.items().forEach(item -> dependencies.on(Kind.STORIES_OF, item.id()));
        return page;
    }

    Optional<CategoryRepresentation> find(String slugOrId) {
        Tuple row = ALL.find(database, slugOrId);
        if (row == null) {
            dependencies.on(Group.CATEGORIES);
            return Optional.empty();
        }
        CategoryRepresentation found = CategoryRepresentation.from(row);
        dependencies.on(Kind.CATEGORY, found.id());
        dependencies.on(Kind.STORIES_OF, found.id());
        return Optional.of(found);
    }
}
