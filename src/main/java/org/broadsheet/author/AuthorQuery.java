package org.broadsheet.author;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.Optional;
import org.broadsheet.paging.KeysetQuery;
import org.broadsheet.paging.Page;
import org.broadsheet.paging.PageRequest;

/** Reads authors with the number of live stories that each has. */
@ApplicationScoped
class AuthorQuery {

    private static final KeysetQuery ALL = new KeysetQuery("""
            t.id, t.slug, t.name, t.bio,
            (SELECT count(*) FROM live_story_author l WHERE l.author_id = t.id) AS story_count""", "author", "name_key", key -> key);

    private final EntityManager database;

    AuthorQuery(EntityManager database) {
        this.database = database;
    }

    Page<AuthorRepresentation> page(PageRequest request) {
        return ALL.page(database, request, AuthorRepresentation::from);
    }

    Optional<AuthorRepresentation> find(String slugOrId) {
        Tuple row = ALL.find(database, slugOrId);
        return Optional.ofNullable(row).map(AuthorRepresentation::from);
    }
}
