package org.broadsheet.discovery.search;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.broadsheet.changelog.LogSnapshot;
import org.broadsheet.content.body.Bodies;
import org.broadsheet.content.body.BodyInput;
import org.broadsheet.content.body.BodyTooDeepException;
import org.broadsheet.content.story.StoryField;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/** Reads the stories for the indexes from the database: their texts, and which of them have changed. */
@ApplicationScoped
public class IndexedStories {

    private static final String LIVE_CHANGED = """
            WITH entry AS MATERIALIZED (SELECT type, subject_id AS id, spreads FROM change WHERE %s)
            SELECT id FROM entry WHERE type LIKE 'story.%%'
            UNION SELECT m.story_id FROM entry JOIN live_story_author m ON m.author_id = id
                  WHERE spreads AND type = 'author.changed'
            UNION SELECT m.story_id FROM entry JOIN live_story_tag m ON m.tag_id = id
                  WHERE spreads AND type = 'tag.changed'""".formatted(LogSnapshot.notIn(":snapshot", "transaction"));

    private static final String LIVE_LOST = "forgotten_transaction >= pg_snapshot_xmin(CAST(:snapshot AS pg_snapshot))";

    private static final String LIVE_TEXTS = """
            SELECT l.story_id AS id, l.slug, l.published_at AS time, l.language, l.title,
                %s AS short_texts, l.body_text AS body, l.category_id AS category,
                (SELECT string_agg(CAST(m.tag_id AS text), ' ') FROM live_story_tag m
                 WHERE m.story_id = l.story_id) AS tags,
                (SELECT string_agg(CAST(m.author_id AS text), ' ') FROM live_story_author m
                 WHERE m.story_id = l.story_id) AS authors,
                (SELECT string_agg(n.name, chr(10) ORDER BY n.kind, n.position) FROM (
                    SELECT 1 AS kind, m.position, t.name FROM live_story_tag m JOIN tag t ON t.id = m.tag_id
                    WHERE m.story_id = l.story_id
                    UNION ALL
                    SELECT 2, m.position, a.name FROM live_story_author m JOIN author a ON a.id = m.author_id
                    WHERE m.story_id = l.story_id) n) AS names, l.show_in_related AS shown_in_related
            FROM live_story l WHERE true""".formatted(searched(StoryField::column));

    /**
     * Ignores transactions that this server has not started yet: they belong to the server from which the database was
     * dumped.
     */
    private static final String DRAFTS_CHANGED = """
            SELECT id FROM story WHERE %1$s
            UNION SELECT s.id FROM story s
                  JOIN (SELECT id FROM author WHERE %1$s) a ON s.author_ids @> ARRAY[a.id]
            UNION SELECT s.id FROM story s
                  JOIN (SELECT id FROM tag WHERE %1$s) t ON s.tag_ids @> ARRAY[t.id]""".formatted(LogSnapshot.notIn(":snapshot", "changed_in")
            + " AND changed_in < pg_snapshot_xmax(pg_current_snapshot())");

    private static final String DRAFTS_TEXTS =
            """
            SELECT s.id, s.updated_at AS time, coalesce(s.language, '') AS language, s.title,
                %s AS short_texts,
                r.content ->> 'body' AS body,
                (SELECT string_agg(n.name, chr(10)) FROM (
                    SELECT name FROM tag WHERE id = ANY(s.tag_ids)
                    UNION ALL SELECT name FROM author WHERE id = ANY(s.author_ids)) n) AS names
            FROM story s JOIN revision r ON r.story_id = s.id AND r.number = s.latest_revision
            WHERE s.purged_at IS NULL""".formatted(searched(field -> "r.content ->> '%s'".formatted(field.token())));

    private static String searched(Function<StoryField, String> value) {
        return StoryField.SEARCHED.stream()
                .map(value)
                .collect(Collectors.joining(", ", "array_remove(ARRAY[", "], NULL)"));
    }

    /** The live stories, whose changes are in the change log. */
    static final Source<StoryText> LIVE =
            new Source<>(LIVE_CHANGED, LIVE_LOST, LIVE_TEXTS, "l.story_id", StoryText.class, Function.identity());

    /**
     * The latest revisions of all stories. Saving a draft adds nothing to the change log, so each story, author and tag
     * has the transaction that changed it last.
     */
    static final Source<?> DRAFTS =
            new Source<>(DRAFTS_CHANGED, "false", DRAFTS_TEXTS, "s.id", Draft.class, Draft::text);

    private final Session database;

    IndexedStories(Session database) {
        this.database = database;
    }

    /**
     * How stories are read from the database.
     *
     * @param changed the query for the ids of stories that have changed since the parameter {@code snapshot}
     * @param lost the condition on {@code change_log} under which these changes are no longer known
     * @param texts the query for texts, which ends with a condition
     * @param id the column of the story's id in that query
     * @param row the class of its rows
     * @param text converts a row to the text that is indexed
     */
    record Source<R>(String changed, String lost, String texts, String id, Class<R> row, Function<R, StoryText> text) {}

    /**
     * A row of the query for drafts.
     *
     * @param body JSON; null if there is none
     */
    record Draft(UUID id, Instant time, String language, String title, String[] shortTexts, String body, String names) {

        /** Leaves out the values by which lists are filtered, because the database applies these filters to drafts. */
        private StoryText text() {
            return new StoryText(
                    id, "", time, language, title, shortTexts, textOf(body), null, null, null, names, true);
        }
    }

    private static String textOf(String json) {
        if (json == null) {
            return "";
        }
        BodyInput body = BodyInput.ofJson(json);
        try {
            return Bodies.text(body);
        } catch (BodyTooDeepException e) {
            return Objects.requireNonNullElse(body.source(), "");
        }
    }

    @Transactional
    LogSnapshot now() {
        return LogSnapshot.now(database);
    }

    /** Returns the stories that have been created, changed or deleted, or whose authors or tags have been renamed. */
    @Transactional
    LogSnapshot.Changes changes(Source<?> source, LogSnapshot since) {
        return since.changes(database, source.changed(), source.lost());
    }

    /** Returns the changes of live stories. */
    public LogSnapshot.Changes liveChanges(LogSnapshot since) {
        return changes(LIVE, since);
    }

    /** Returns the texts of those of the given stories that exist. */
    @Transactional
    List<StoryText> texts(Source<?> source, Collection<UUID> stories) {
        return read(source, " AND %s = ANY(:ids)", Map.of("ids", stories.toArray(UUID[]::new)));
    }

    /** Returns the texts of the next stories in the order of their ids. */
    @Transactional
    List<StoryText> textsAfter(Source<?> source, UUID last, int limit) {
        return read(source, " AND %1$s > :last ORDER BY %1$s LIMIT :limit", Map.of("last", last, "limit", limit));
    }

    private <R> List<StoryText> read(Source<R> source, String condition, Map<String, Object> parameters) {
        NativeQuery<R> query =
                database.createNativeQuery(source.texts() + condition.formatted(source.id()), source.row());
        parameters.forEach(query::setParameter);
        return query.getResultList().stream().map(source.text()).toList();
    }
}
