package org.broadsheet.content.taxonomy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.delivery.cache.CacheGroup;
import org.broadsheet.delivery.cache.Dependencies;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.operation.MovedException;
import org.broadsheet.platform.paging.KeysetQuery;
import org.broadsheet.platform.paging.Page;
import org.broadsheet.platform.paging.PageRequest;
import org.broadsheet.platform.problem.ProblemException;
import org.hibernate.Session;

/**
 * Reads categories, authors, tags or collections for delivery, each with the number of its live stories.
 *
 * @param <W> the row
 * @param <R> the representation
 */
public final class TaxonomyQuery<W extends KeysetQuery.Row, R> {

    /** The number of live stories of the category, author or tag in row {@code t}. */
    public static final String STORY_COUNT =
            "(SELECT CAST(coalesce(sum(n.stories), 0) AS bigint) FROM story_count n WHERE n.subject_id = t.id)";

    private static final String STORY_COUNT_OF_COLLECTION = """
            (SELECT count(*) FROM collection_story m JOIN live_story l ON l.story_id = m.story_id
             WHERE m.collection_id = t.id)""";

    private final TaxonomyKind kind;
    private final KeysetQuery<W> all;
    private final Function<W, R> represent;
    private final Session database;
    private final Dependencies dependencies;
    private final EntryNames names;

    /**
     * @param row of the query, with {@code id}, {@code slug}, the columns and {@code story_count}
     * @param columns of {@code t}
     * @param represent creates the representation of a row
     */
    public TaxonomyQuery(
            TaxonomyKind kind,
            Class<W> row,
            String columns,
            Function<W, R> represent,
            Session database,
            Dependencies dependencies) {
        this.kind = kind;
        this.all = kind.inOrder(
                row,
                "t.id, t.slug, %s, %s AS story_count"
                        .formatted(columns, kind == TaxonomyKind.COLLECTION ? STORY_COUNT_OF_COLLECTION : STORY_COUNT),
                kind.shown());
        this.represent = represent;
        this.database = database;
        this.dependencies = dependencies;
        this.names = new EntryNames(database);
    }

    /** Returns a page of the list. */
    public Page<R> page(PageRequest request) {
        List<UUID> ids = new ArrayList<>();
        Page<R> page = all.page(database, request, row -> {
            ids.add(row.id());
            return represent.apply(row);
        });
        dependencies.onList(CacheGroup.Kind.of(kind), ids);
        return page;
    }

    /**
     * Returns one entry.
     *
     * @param slugOrId as in the path of the request
     * @throws ProblemException 404 if it does not exist
     * @throws MovedException if the slug is a former one
     */
    public R get(String slugOrId) {
        Optional<W> row = find(Slug.orId(kind.word(), slugOrId));
        dependencies.onOne(CacheGroup.Kind.of(kind), row.map(W::id));
        return row.map(represent).orElseThrow(() -> absent(slugOrId));
    }

    /** The response depends on all entries of the kind, since another one may get the slug. */
    private RuntimeException absent(String slugOrId) {
        return Optional.ofNullable(
                        names.visible(Map.of(kind, List.of(slugOrId))).get(kind).get(slugOrId))
                .<RuntimeException>map(entry -> new MovedException(kind.plural(), slugOrId, entry.slug()))
                .orElseGet(() -> ProblemException.notFound("There is no " + kind.word() + " " + slugOrId + "."));
    }

    private Optional<W> find(String slugOrId) {
        return database.createNativeQuery(
                        "SELECT %s FROM %s t WHERE t.%s = :name"
                                .formatted(all.columns(), all.table(), Slug.column(slugOrId)),
                        all.row())
                .setParameter("name", Slug.value(slugOrId))
                .uniqueResultOptional();
    }
}
