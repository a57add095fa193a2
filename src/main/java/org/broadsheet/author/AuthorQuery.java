package org.broadsheet.author;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.Optional;
import org.broadsheet.cache.Dependencies;
import org.broadsheet.cache.Group.Kind;
import org.broadsheet.paging.KeysetQuery;
import org.broadsheet.paging.Page;
import org.broadsheet.paging.PageRequest;
import org.broadsheet.story.StoryCounts;

/** Reads authors with the number of live stories that each has. */
@ApplicationScoped
class AuthorQuery {

    private static final KeysetQuery ALL =
            new KeysetQuery("""
            t.id, t.slug, t.name, t.bio,
            %s AS story_count""".formatted(StoryCounts.OF_T), "author", "name_key", key -> key);

    private final EntityManager database;
    private final Dependencies dependencies;

    AuthorQuery(EntityManager database, Dependencies dependencies) {
        this.database = database;
        this.dependencies = dependencies;
    }

    Page<AuthorRepresentation> page(PageRequest request) {
        Page<AuthorRepresentation> page = ALL.page(database, request, AuthorRepresentation::from);
        dependencies.onList(
                Kind.AUTHOR, page.items().stream().map(AuthorRepresentation::id).toList());
        return page;
    }

    Optional<AuthorRepresentation> find(String slugOrId) {
        Optional<AuthorRepresentation> found =
                Optional.ofNullable(ALL.find(database, slugOrId)).map(AuthorRepresentation::from);
        dependencies.onOne(Kind.AUTHOR, found.map(AuthorRepresentation::id));
        return found;
    }
}
