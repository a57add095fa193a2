package org.broadsheet.search;

import java.util.Locale;

/** What matches can be counted by. */
enum Facet {
    CATEGORY("""
            SELECT 'category' AS facet, c.id, c.slug, c.name, CAST(NULL AS integer) AS year, count(*) AS stories
            FROM matched m JOIN live_story l ON l.story_id = m.story_id JOIN category c ON c.id = l.category_id
            GROUP BY c.id, c.slug, c.name"""),
    TAG("""
            SELECT 'tag' AS facet, t.id, t.slug, t.name, CAST(NULL AS integer) AS year, count(*) AS stories
            FROM matched m JOIN live_story_tag k ON k.story_id = m.story_id JOIN tag t ON t.id = k.tag_id
            GROUP BY t.id, t.slug, t.name"""),
    AUTHOR("""
            SELECT 'author' AS facet, a.id, a.slug, a.name, CAST(NULL AS integer) AS year, count(*) AS stories
            FROM matched m JOIN live_story_author k ON k.story_id = m.story_id JOIN author a ON a.id = k.author_id
            GROUP BY a.id, a.slug, a.name"""),
    YEAR("""
            SELECT 'year' AS facet, CAST(NULL AS uuid) AS id, CAST(NULL AS text) AS slug, CAST(NULL AS text) AS name,
                CAST(extract(year FROM m.published_at AT TIME ZONE 'UTC') AS integer) AS year, count(*) AS stories
            FROM matched m GROUP BY 5""");

    /** Of each facet, the values that most stories have. */
    static final int VALUES = 20;

    private final String sql;

    Facet(String sql) {
        this.sql = sql;
    }

    String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Over {@code matched}, which has {@code story_id} and {@code published_at}. */
    String sql() {
        return "(" + sql + " ORDER BY 6 DESC, 3, 5 DESC LIMIT " + VALUES + ")";
    }
}
