package org.broadsheet.search;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;

/** The stories that readers see, which change by the change log. */
@ApplicationScoped
public class LiveStories extends IndexedStories {

    private static final String CHANGED = """
            WITH entry AS MATERIALIZED (
                SELECT type, subject_id AS id, spreads FROM change
                WHERE transaction >= pg_snapshot_xmin(CAST(:snapshot AS pg_snapshot))
                AND NOT pg_visible_in_snapshot(transaction, CAST(:snapshot AS pg_snapshot))
            )
            SELECT 'story' AS what, CAST(id AS text) AS value FROM entry WHERE type LIKE 'story.%'
            UNION SELECT 'story', CAST(m.story_id AS text)
                  FROM entry JOIN live_story_author m ON m.author_id = id WHERE spreads AND type = 'author.changed'
            UNION SELECT 'story', CAST(m.story_id AS text)
                  FROM entry JOIN live_story_tag m ON m.tag_id = id WHERE spreads AND type = 'tag.changed'
            UNION SELECT 'lost', '' FROM change_log
                  WHERE forgotten_transaction >= pg_snapshot_xmin(CAST(:snapshot AS pg_snapshot))""";

    private static final String TEXTS = """
            SELECT l.story_id AS id, l.slug, l.published_at AS time, l.language, l.title, l.excerpt,
                l.body_text AS body, l.category_id AS category,
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
            FROM live_story l WHERE true""";

    private final Session database;

    LiveStories(Session database) {
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

    @Override
    String texts() {
        return TEXTS;
    }

    @Override
    String id() {
        return "l.story_id";
    }

    @Override
    List<StoryText> read(String sql, Map<String, Object> parameters) {
        return query(sql, StoryText.class, parameters).getResultList();
    }
}
