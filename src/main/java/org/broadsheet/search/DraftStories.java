package org.broadsheet.search;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.broadsheet.body.Bodies;
import org.broadsheet.body.WrittenBody;
import org.hibernate.Session;

/**
 * All stories as their editors have them: their latest revisions. Saving a draft adds nothing to the change log, so each
 * story, author and tag has the transaction that changed it last. One that this server has not begun yet is of the server
 * that the database was dumped from.
 */
@ApplicationScoped
class DraftStories extends IndexedStories {

    private static final String CHANGED = """
            SELECT 'story' AS what, CAST(id AS text) AS value FROM story WHERE %1$s
            UNION SELECT 'story', CAST(s.id AS text) FROM story s
                  JOIN (SELECT id FROM author WHERE %1$s) a ON s.author_ids @> ARRAY[a.id]
            UNION SELECT 'story', CAST(s.id AS text) FROM story s
                  JOIN (SELECT id FROM tag WHERE %1$s) t ON s.tag_ids @> ARRAY[t.id]""".formatted("""
            changed_in >= pg_snapshot_xmin(CAST(:snapshot AS pg_snapshot))
            AND changed_in < pg_snapshot_xmax(pg_current_snapshot())
            AND NOT pg_visible_in_snapshot(changed_in, CAST(:snapshot AS pg_snapshot))""");

    private static final String TEXTS = """
            SELECT s.id, s.updated_at AS time, coalesce(s.language, '') AS language, s.title,
                coalesce(r.content ->> 'excerpt', '') AS excerpt,
                coalesce(r.content #>> '{body,format}', 'html') AS format,
                coalesce(r.content #>> '{body,source}', '') AS source,
                (SELECT string_agg(n.name, chr(10)) FROM (
                    SELECT name FROM tag WHERE id = ANY(s.tag_ids)
                    UNION ALL SELECT name FROM author WHERE id = ANY(s.author_ids)) n) AS names
            FROM story s JOIN revision r ON r.story_id = s.id AND r.number = s.latest_revision
            WHERE s.purged_at IS NULL""";

    private final Session database;

    DraftStories(Session database) {
        this.database = database;
    }

    @Override
    Session database() {
        return database;
    }

    @Override
    String changed() {
        return CHANGED;
    }

    /** A row of the query. */
    record Draft(
            UUID id,
            Instant time,
            String language,
            String title,
            String excerpt,
            String format,
            String source,
            String names) {

        /** What lists are filtered by is not in the index: the database has it. */
        StoryText text() {
            WrittenBody body = new WrittenBody(WrittenBody.Format.valueOf(format), source);
            String text = Bodies.canBeRendered(body)
                    ? Bodies.render(body, addresses -> Map.of()).text()
                    : source;
            return new StoryText(id, "", time, language, title, excerpt, text, null, null, null, names, true);
        }
    }

    @Override
    String texts() {
        return TEXTS;
    }

    @Override
    String id() {
        return "s.id";
    }

    @Override
    List<StoryText> read(String sql, Map<String, Object> parameters) {
        return query(sql, Draft.class, parameters).getResultList().stream()
                .map(Draft::text)
                .toList();
    }
}
