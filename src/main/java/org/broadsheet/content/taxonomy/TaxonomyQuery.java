package org.broadsheet.content.taxonomy;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.broadsheet.delivery.cache.Dependencies;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.paging.KeysetQuery;
import org.broadsheet.platform.paging.Page;
import org.broadsheet.platform.paging.PageRequest;
import org.broadsheet.platform.problem.ProblemException;

/**
 * Reads categories, authors, tags or collections for delivery, each with the number of its live stories.
 *
 * @param <R> the representation
 */
public final class TaxonomyQuery<R> {

    private final TaxonomyKind kind;
    private final KeysetQuery all;
    private final Function<Tuple, R> represent;
    private final EntityManager database;
    private final Dependencies dependencies;

    /**
     * @param all selects {@code id} and the members of the representation, in the order of the list
     * @param represent creates the representation of a row
     */
    public TaxonomyQuery(
            TaxonomyKind kind,
            KeysetQuery all,
            Function<Tuple, R> represent,
            EntityManager database,
            Dependencies dependencies) {
        this.kind = kind;
        this.all = all;
        this.represent = represent;
        this.database = database;
        this.dependencies = dependencies;
    }

    /** Returns a page of the list. */
    public Page<R> page(PageRequest request) {
        List<UUID> ids = new ArrayList<>();
        Page<R> page = all.page(database, request, row -> {
            ids.add(id(row));
            return represent.apply(row);
        });
        dependencies.onList(kind.group(), ids);
        return page;
    }

    /**
     * Returns one entry.
     *
     * @param slugOrId as in the path of the request
     * @throws ProblemException 404 if it does not exist
     */
    public R get(String slugOrId) {
        Optional<Tuple> row = Optional.ofNullable(all.find(database, Slug.orId(kind.word(), slugOrId)));
        dependencies.onOne(kind.group(), row.map(TaxonomyQuery::id));
        return row.map(represent)
                .orElseThrow(() -> ProblemException.notFound("There is no " + kind.word() + " " + slugOrId + "."));
    }

    private static UUID id(Tuple row) {
        return row.get("id", UUID.class);
    }
}
