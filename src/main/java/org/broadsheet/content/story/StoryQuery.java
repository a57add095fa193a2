package org.broadsheet.content.story;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.delivery.cache.CacheGroup;
import org.broadsheet.delivery.cache.CacheGroup.Kind;
import org.broadsheet.delivery.cache.Dependencies;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.operation.MovedException;
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

    private final Session database;
    private final StoryAddresses addresses;
    private final ObjectMapper json;
    private final Dependencies dependencies;
    private final StoryMemory memory;

    StoryQuery(
            Session database,
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
     * @throws MovedException if the slug is a former one
     */
    StoryRow find(String name, StorySelection selection) {
        boolean byId = Slug.isId(name);
        String from = byId ? BY_ID : BY_SLUG;
        takeMemory(selection.size(), from, name);
        StoryColumns story = query("SELECT " + selection.columns("s.id AS id", "l.slug") + " " + from)
                .setParameter("name", Slug.value(name))
                .uniqueResult();
        if (story == null) {
            dependencies.on(CacheGroup.STORIES);
            throw ProblemException.notFound("There is no story " + name + ".");
        }
        dependencies.on(Kind.STORY, story.id());
        if (selection.shows(StoryField.COLLECTIONS)) {
            dependencies.on(Kind.COLLECTIONS_OF, story.id());
        }
        if (story.slug() == null) {
            throw ProblemException.gone("The story " + name + " has been withdrawn.", reason(story.id()));
        }
        if (!byId && !story.slug().equals(name)) {
            throw new MovedException("stories", name, story.slug());
        }
        return row(story);
    }

    private String reason(UUID withdrawn) {
        return database.createNativeQuery("SELECT withdrawal_reason FROM story WHERE id = :id", String.class)
                .setParameter("id", withdrawn)
                .uniqueResult();
    }

    private void takeMemory(String size, String from, String name) {
        if (!size.isEmpty()) {
            database.createNativeQuery("SELECT coalesce(" + size + ", 0) AS size " + from, Long.class)
                    .addScalar("size", Long.class)
                    .setParameter("name", Slug.value(name))
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
        return query("SELECT " + selection.columns() + " FROM live_story l JOIN category c ON c.id = l.category_id"
                        + " WHERE l.story_id = ANY(:ids)")
                .setParameter("ids", ids.toArray(UUID[]::new))
                .getResultList()
                .stream()
                .map(row -> new StoryRow(row, addresses, json))
                .collect(Collectors.toMap(StoryRow::id, row -> StoryRepresentation.from(row, selection)));
    }

    /**
     * Creates a query for stories. The column types are explicit, since Hibernate would otherwise create and cache a
     * plan that it never finds again, at a fifth of the cost of a list.
     *
     * @param sql with the select list {@link StorySelection#columns}
     */
    public NativeQuery<StoryColumns> query(String sql) {
        NativeQuery<StoryColumns> query = database.createNativeQuery(sql, StoryColumns.class);
        StoryColumns.TYPES.forEach(query::addScalar);
        return query;
    }

    /** Returns the values in a row. The response depends on everything that they name. */
    public StoryRow row(StoryColumns columns) {
        StoryRow row = new StoryRow(columns, addresses, json);
        Optional.ofNullable(columns.categoryId())
                .ifPresent(category -> dependencies.on(Kind.of(TaxonomyKind.CATEGORY), category));
        TaxonomyKind.MANY.forEach(kind -> dependencies.on(Kind.of(kind), ids(row.entries(kind))));
        dependencies.on(Kind.STORY, row.linked());
        row.collections().forEach(collection -> {
            dependencies.on(Kind.of(TaxonomyKind.COLLECTION), collection.id());
            dependencies.on(Kind.STORIES_OF, collection.id());
            dependencies.on(Kind.STORY, collection.adjacent());
        });
        return row;
    }

    private static List<UUID> ids(List<NamedReference> references) {
        return references.stream().map(NamedReference::id).toList();
    }
}
