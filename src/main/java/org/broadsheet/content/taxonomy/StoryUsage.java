package org.broadsheet.content.taxonomy;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.broadsheet.changelog.ChangeLog;
import org.broadsheet.changelog.ChangeType;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.platform.database.Timestamps;
import org.hibernate.Session;
import org.hibernate.query.MutationQuery;

/**
 * The references of stories to a category, an author or a tag: in live revisions, in latest revisions, and in scheduled
 * ones.
 */
@ApplicationScoped
class StoryUsage {

    /** Includes the tables with copies of the sort keys for the stories of an author or a tag. */
    private static final List<String> LIVE_UPDATED = Stream.concat(
                    Stream.of("live_story"), TaxonomyKind.MANY.stream().map(TaxonomyKind::liveTable))
            .map(table ->
                    "UPDATE " + table + " SET updated_at = greatest(published_at, :now) WHERE story_id = ANY(:live)")
            .toList();

    private final Session database;
    private final ChangeLog changes;

    StoryUsage(Session database, ChangeLog changes) {
        this.database = database;
        this.changes = changes;
    }

    /** Returns the number of stories that refer to the entry, without deleted ones. */
    long count(TaxonomyKind kind, UUID id) {
        String sql = """
                SELECT count(DISTINCT id) FROM (
                    SELECT s.id FROM story s WHERE s.status <> 'deleted' AND %s
                    UNION ALL SELECT l.story_id FROM %s l WHERE l.%s = :id
                    UNION ALL SELECT s.id FROM story s
                    JOIN revision r ON r.story_id = s.id AND r.number = s.scheduled_revision
                    WHERE s.scheduled_at IS NOT NULL AND jsonb_exists_any(%s, ARRAY(
                        SELECT CAST(:id AS text)
                        UNION SELECT CAST(old_id AS text) FROM replacement WHERE new_id = :id))) used""".formatted(inLatestRevision(kind), kind.liveTable(), kind.column(), inContent(kind));
        return database.createNativeQuery(sql, Long.class)
                .setParameter("id", id)
                .getSingleResult();
    }

    private static String inContent(TaxonomyKind kind) {
        String member = "r.content -> '" + kind.member() + "'";
        return kind.isMany() ? member : "jsonb_build_array(" + member + ")";
    }

    private static String inLatestRevision(TaxonomyKind kind) {
        return "s." + kind.latestColumn() + (kind.isMany() ? " @> ARRAY[:id]" : " = :id");
    }

    /** Removes the entry from deleted stories; no other story may refer to it. */
    void remove(TaxonomyKind kind, UUID id) {
        database.flush();
        Map<String, Object> values = Map.of("id", id, "now", Timestamps.now());
        run("DELETE FROM replacement WHERE new_id = :id", values);
        run((kind.isMany() ? """
                        UPDATE story SET %1$s = array_remove(%1$s, :id), version = version + 1, updated_at = :now
                        WHERE %1$s @> ARRAY[:id]""" : """
                        UPDATE story SET %1$s = NULL, version = version + 1, updated_at = :now
                        WHERE %1$s = :id""").formatted(kind.latestColumn()), values);
    }

    /**
     * Replaces the entry by another one in every story that refers to it, which changes their latest revision, what
     * readers see, or both.
     *
     * @return whether readers see it
     */
    boolean replace(TaxonomyKind kind, UUID id, UUID other) {
        database.flush();
        List<UUID> live = live(kind, id);
        Map<String, Object> values =
                Map.of("id", id, "other", other, "now", Timestamps.now(), "live", live.toArray(UUID[]::new));
        run("UPDATE replacement SET new_id = :other WHERE new_id = :id", values);
        run("INSERT INTO replacement (old_id, new_id) VALUES (:id, :other)", values);
        if (!live.isEmpty()) {
            changes.record(ChangeType.STORY_UPDATED, live, false);
            (kind.isMany() ? inMany(kind) : inOne(kind)).forEach(sql -> run(sql, values));
            LIVE_UPDATED.forEach(sql -> run(sql, values));
        }
        run((kind.isMany() ? """
                        UPDATE story SET version = version + 1, updated_at = :now,
                            %1$s = ARRAY(
                                SELECT replaced FROM (
                                    SELECT CASE WHEN named = :id THEN :other ELSE named END AS replaced, place
                                    FROM unnest(%1$s) WITH ORDINALITY n (named, place)) r
                                GROUP BY replaced ORDER BY min(place))
                        WHERE %1$s @> ARRAY[:id] OR id = ANY(:live)""" : """
                        UPDATE story SET version = version + 1, updated_at = :now,
                            %1$s = CASE WHEN %1$s = :id THEN :other ELSE %1$s END
                        WHERE %1$s = :id OR id = ANY(:live)""").formatted(kind.latestColumn()), values);
        return !live.isEmpty();
    }

    private List<UUID> live(TaxonomyKind kind, UUID id) {
        return database.createNativeQuery(
                        "SELECT story_id FROM %s WHERE %s = :id".formatted(kind.liveTable(), kind.column()), UUID.class)
                .setParameter("id", id)
                .getResultList();
    }

    private static List<String> inOne(TaxonomyKind kind) {
        return List.of("UPDATE live_story SET %s = :other WHERE story_id = ANY(:live)".formatted(kind.column()));
    }

    /**
     * If a story refers to both entries, the remaining one appears once, at the position of the first, as in a
     * rendering.
     */
    private static List<String> inMany(TaxonomyKind kind) {
        return Stream.of("""
                        DELETE FROM %1$s m WHERE m.story_id = ANY(:live) AND m.%2$s IN (:id, :other) AND EXISTS (
                            SELECT 1 FROM %1$s o WHERE o.story_id = m.story_id AND o.%2$s IN (:id, :other)
                            AND o.position < m.position)""", """
                        UPDATE %1$s SET %2$s = :other
                        WHERE story_id = ANY(:live) AND %2$s = :id""", """
                        UPDATE %1$s m SET position = n.place
                        FROM (SELECT story_id, %2$s,
                                     row_number() OVER (PARTITION BY story_id ORDER BY position) - 1 AS place
                              FROM %1$s WHERE story_id = ANY(:live)) n
                        WHERE n.story_id = m.story_id AND n.%2$s = m.%2$s AND n.place <> m.position""")
                .map(sql -> sql.formatted(kind.liveTable(), kind.column()))
                .toList();
    }

    private void run(String sql, Map<String, Object> values) {
        MutationQuery query = database.createNativeMutationQuery(sql);
        query.getParameterMetadata()
                .getNamedParameterNames()
                .forEach(name -> query.setParameter(name, values.get(name)));
        query.executeUpdate();
    }
}
