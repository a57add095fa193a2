package org.broadsheet.content.story;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.broadsheet.delivery.cache.CacheGroup;
import org.broadsheet.delivery.cache.CacheGroup.Kind;
import org.broadsheet.delivery.cache.Dependencies;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.problem.ProblemException;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/** Finds one story by slug or id, and explains why it is missing. */
@ApplicationScoped
public class StoryQuery {

    /** A slug that only a draft has must look as if it did not exist. */
    private static final String BY_SLUG = """
            FROM story_slug n
            JOIN story s ON s.id = n.story_id
            LEFT JOIN live_story l ON l.story_id = s.id
            LEFT JOIN category c ON c.id = l.category_id
            WHERE n.slug = :name AND n.was_live""";

    private static final String BY_ID = """
            FROM story s
            LEFT JOIN live_story l ON l.story_id = s.id
            LEFT JOIN category c ON c.id = l.category_id
            WHERE s.id = :name AND s.published_at IS NOT NULL""";

    private static final Map<String, Class<?>> FOUND = Map.of("story", UUID.class, "live_slug", String.class);

    private final EntityManager database;
    private final StoryAddresses addresses;
    private final ObjectMapper json;
    private final Dependencies dependencies;
    private final StoryMemory memory;

    StoryQuery(
            EntityManager database,
            StoryAddresses addresses,
            ObjectMapper json,
            Dependencies dependencies,
            StoryMemory memory) {
        this.database = database;
        this.addresses = addresses;
        this.json = json;
        this.dependencies = dependencies;
        this.memory = memory;
    }

    /**
     * Returns the story with the columns of the selection.
     *
     * @param name slug or id
     * @throws ProblemException 404 if the story was never live, 410 if it no longer is
     * @throws StoryMovedException if the slug is a former one
     */
    StoryRow find(String name, StorySelection selection) {
        Optional<UUID> id = Slug.id(name);
        Object key = id.isPresent() ? id.get() : name;
        String from = id.isPresent() ? BY_ID : BY_SLUG;
        takeMemory(selection.size(), from, key);
        List<Tuple> rows = query(
                        "SELECT s.id AS story, l.slug AS live_slug, " + selection.columns() + " " + from,
                        selection,
                        FOUND)
                .setParameter("name", key)
                .getResultList();
        if (rows.isEmpty()) {
            dependencies.on(CacheGroup.STORIES);
            throw ProblemException.notFound("There is no story " + name + ".");
        }
        dependencies.on(Kind.STORY, rows.get(0).get("story", UUID.class));
        String liveSlug = rows.get(0).get("live_slug", String.class);
        if (liveSlug == null) {
            throw ProblemException.gone("The story " + name + " has been withdrawn.");
        }
        if (id.isEmpty() && !liveSlug.equals(name)) {
            throw new StoryMovedException(name, liveSlug);
        }
        return row(rows.get(0), selection);
    }

    private void takeMemory(String size, String from, Object key) {
        if (!size.isEmpty()) {
            database.unwrap(Session.class)
                    .createNativeQuery("SELECT coalesce(" + size + ", 0) AS size " + from, Long.class)
                    .addScalar("size", Long.class)
                    .setParameter("name", key)
                    .getResultList()
                    .forEach(memory::take);
        }
    }

    /** Returns a live story with the columns for related stories; fails as {@link #find} does. */
    public StoryRow findForRelated(String name) {
        return find(name, new StorySelection(EnumSet.of(StoryField.RELATED), Set.of()));
    }

    /**
     * Returns the live ones among the stories, by id, without cache dependencies; only for responses that are not
     * cached.
     */
    public Map<UUID, StoryRepresentation> live(Collection<UUID> ids, StorySelection selection) {
        List<Tuple> rows = query(
                        "SELECT " + selection.columns() + " FROM live_story l JOIN category c ON c.id = l.category_id"
                                + " WHERE l.story_id = ANY(CAST(:ids AS uuid[]))",
                        selection,
                        Map.of())
                .setParameter("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                .getResultList();
        return rows.stream()
                .map(row -> new StoryRow(row, selection, addresses, json))
                .collect(Collectors.toMap(StoryRow::id, row -> StoryRepresentation.from(row, selection)));
    }

    /**
     * Creates a query for stories. The column types are explicit, since Hibernate would otherwise create and cache a
     * plan that it never finds again, at a fifth of the cost of a list.
     *
     * @param sql selects the columns of the selection, and more
     * @param more further columns and their types
     */
    public NativeQuery<Tuple> query(String sql, StorySelection selection, Map<String, Class<?>> more) {
        NativeQuery<Tuple> query = database.unwrap(Session.class).createNativeQuery(sql, Tuple.class);
        selection.labels().forEach(column -> query.addScalar(column, StoryRow.type(column)));
        more.forEach(query::addScalar);
        return query;
    }

    /** Creates a query for summaries, whose columns are {@link #summaryColumns()}. */
    public NativeQuery<Tuple> summaries(String sql, Map<String, Class<?>> more) {
        return query(sql, StorySelection.SUMMARY, more);
    }

    /** Reads a row of a query for the columns of a selection. The response depends on everything that they name. */
    public StoryRow row(Tuple tuple, StorySelection selection) {
        StoryRow row = new StoryRow(tuple, selection, addresses, json);
        if (selection.shows(StoryField.CATEGORY)) {
            dependencies.on(Kind.CATEGORY, row.categoryId());
        }
        dependencies.on(Kind.AUTHOR, ids(row.authors()));
        dependencies.on(Kind.TAG, ids(row.tags()));
        dependencies.on(Kind.STORY, row.linked());
        return row;
    }

    private static List<UUID> ids(List<NamedReference> references) {
        return references.stream().map(NamedReference::id).toList();
    }

    /** Reads a row of a query that selected {@link #summaryColumns()}, like {@link #row}. */
    public StoryRow summary(Tuple tuple) {
        return row(tuple, StorySelection.SUMMARY);
    }

    /** Returns the select list of a summary, for {@code live_story l} and {@code category c}. */
    public static String summaryColumns() {
        return StorySelection.SUMMARY.columns();
    }
}
