package org.broadsheet.search;

import jakarta.inject.Singleton;
import java.util.function.Function;
import org.broadsheet.change.LogSnapshot;
import org.hibernate.Session;

/** The stories that readers see, which change by the change log. */
@Singleton
public class LiveStories extends IndexedStories<StoryText> {

    private static final String CHANGED = """
            WITH entry AS MATERIALIZED (SELECT type, subject_id AS id, spreads FROM change WHERE %s)
            SELECT id FROM entry WHERE type LIKE 'story.%%'
            UNION SELECT m.story_id FROM entry JOIN live_story_author m ON m.author_id = id
                  WHERE spreads AND type = 'author.changed'
            UNION SELECT m.story_id FROM entry JOIN live_story_tag m ON m.tag_id = id
                  WHERE spreads AND type = 'tag.changed'""".formatted(LogSnapshot.notIn(":snapshot", "transaction"));

    private static final String FORGOTTEN = "forgotten_transaction >= pg_snapshot_xmin(CAST(:snapshot AS pg_snapshot))";

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

    LiveStories(Session database) {
        super(database, new Source<>(CHANGED, FORGOTTEN, TEXTS, "l.story_id", StoryText.class, Function.identity()));
    }
}
