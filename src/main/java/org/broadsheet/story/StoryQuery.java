package org.broadsheet.story;

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
import org.broadsheet.cache.Dependencies;
import org.broadsheet.cache.Group;
import org.broadsheet.cache.Group.Kind;
import org.broadsheet.http.Slug;
import org.broadsheet.problem.ProblemException;

/** Finds one story by slug or id, or says what became of it. */
@ApplicationScoped
public class StoryQuery {

    /** A slug that only a draft has gives nothing away: it is as if it did not exist. */
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

    private final EntityManager database;
    private final StoryAddresses addresses;
    private final ObjectMapper json;
    private final Dependencies dependencies;

    StoryQuery(EntityManager database, StoryAddresses addresses, ObjectMapper json, Dependencies dependencies) {
        this.database = database;
        this.addresses = addresses;
        this.json = json;
        this.dependencies = dependencies;
    }

    /**
     * The story with the columns of the selection.
     *
     * @param name slug or id
     * @throws ProblemException 404 if readers never saw such a story, 410 if they no longer do
     * @throws StoryMovedException if the slug is a former one
     */
    StoryRow find(String name, StorySelection selection) {
        Optional<UUID> id = Slug.id(name);
        String from = id.isPresent() ? BY_ID : BY_SLUG;
        @SuppressWarnings("unchecked") // JPA's native queries are untyped
        List<Tuple> rows = database.createNativeQuery(
                        "SELECT s.id AS story, l.slug AS live_slug, " + selection.columns() + " " + from, Tuple.class)
                .setParameter("name", id.isPresent() ? id.get() : name)
                .getResultList();
        if (rows.isEmpty()) {
            dependencies.on(Group.STORIES);
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
        return row(rows.get(0));
    }

    /** A live story as far as it takes to find related ones; fails as {@link #find} does. */
    public StoryRow findForRelated(String name) {
        return find(name, new StorySelection(EnumSet.of(StoryField.RELATED), Set.of()));
    }

    /** Those of the stories that are live, by id; for answers that no cache keeps. */
    public Map<UUID, StoryRepresentation> live(Collection<UUID> ids, StorySelection selection) {
        @SuppressWarnings("unchecked") // as above
        List<Tuple> rows = database.createNativeQuery(
                        "SELECT " + selection.columns() + " FROM live_story l JOIN category c ON c.id = l.category_id"
                                + " WHERE l.story_id = ANY(CAST(:ids AS uuid[]))",
                        Tuple.class)
                .setParameter("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                .getResultList();
        return rows.stream()
                .map(row -> new StoryRow(row, addresses, json, (kind, id) -> {}))
                .collect(Collectors.toMap(StoryRow::id, row -> StoryRepresentation.from(row, selection)));
    }

    /** Reads a row that another query selected with {@link #summaryColumns()}. */
    public StoryRow row(Tuple tuple) {
        return new StoryRow(tuple, addresses, json, dependencies::on);
    }

    /** The select list of a summary, of {@code live_story l} and {@code category c}. */
    public static String summaryColumns() {
        return StorySelection.SUMMARY.columns();
    }
}
