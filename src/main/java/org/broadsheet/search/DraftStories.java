package org.broadsheet.search;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.broadsheet.body.Bodies;
import org.broadsheet.body.WrittenBody;
import org.broadsheet.change.LogSnapshot;
import org.hibernate.Session;

/**
 * All stories as their editors have them: their latest revisions. Saving a draft adds nothing to the change log, so each
 * story, author and tag has the transaction that changed it last. One that this server has not begun yet is of the server
 * that the database was dumped from.
 */
@Singleton
class DraftStories extends IndexedStories<DraftStories.Draft> {

    private static final String CHANGED = """
            SELECT id FROM story WHERE %1$s
            UNION SELECT s.id FROM story s
                  JOIN (SELECT id FROM author WHERE %1$s) a ON s.author_ids @> ARRAY[a.id]
            UNION SELECT s.id FROM story s
                  JOIN (SELECT id FROM tag WHERE %1$s) t ON s.tag_ids @> ARRAY[t.id]""".formatted(LogSnapshot.notIn(":snapshot", "changed_in")
            + " AND changed_in < pg_snapshot_xmax(pg_current_snapshot())");

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

    DraftStories(Session database) {
        super(database, new Source<>(CHANGED, "false", TEXTS, "s.id", Draft.class, Draft::text));
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
}
