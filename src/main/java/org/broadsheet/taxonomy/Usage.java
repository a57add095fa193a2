package org.broadsheet.taxonomy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import java.util.UUID;
import org.broadsheet.change.ChangeLog;
import org.broadsheet.change.ChangeType;

/**
 * Where stories name a category, an author or a tag: in what readers see, in their latest revision, and in one that is
 * scheduled.
 */
@ApplicationScoped
class Usage {

    private final EntityManager database;
    private final ChangeLog changes;

    Usage(EntityManager database, ChangeLog changes) {
        this.database = database;
        this.changes = changes;
    }

    /** How many stories name it; deleted ones do not count. */
    long count(Kind kind, UUID id) {
        String sql = """
                SELECT count(DISTINCT id) FROM (
                    SELECT s.id FROM story s WHERE s.status <> 'deleted' AND %s
                    UNION ALL SELECT l.story_id FROM %s l WHERE l.%s_id = :id
                    UNION ALL SELECT s.id FROM story s
                    JOIN revision r ON r.story_id = s.id AND r.number = s.scheduled_revision
                    WHERE s.scheduled_at IS NOT NULL AND jsonb_exists_any(%s, ARRAY(
                        SELECT CAST(:id AS text)
                        UNION SELECT CAST(old_id AS text) FROM replacement WHERE new_id = :id))) used""".formatted(
                        inWorkingCopy(kind),
                        live(kind),
                        kind.word(),
                        kind == Kind.CATEGORY ? "jsonb_build_array(r.content -> 'category')" : inContent(kind));
        return ((Number) database.createNativeQuery(sql).setParameter("id", id).getSingleResult()).longValue();
    }

    private static String inContent(Kind kind) {
        return "r.content -> '" + kind.plural() + "'";
    }

    private static String inWorkingCopy(Kind kind) {
        return kind == Kind.CATEGORY ? "s.category_id = :id" : "s.%s_ids @> ARRAY[:id]".formatted(kind.word());
    }

    /**
     * Puts another in its place, or, where there is no other, takes it out of deleted stories, which are all that may
     * name it then.
     *
     * @param other null for none
     */
    void replace(Kind kind, UUID id, UUID other) {
        database.flush();
        if (other == null) {
            run(List.of("DELETE FROM replacement WHERE new_id = :id", withoutIt(kind)), id, null);
            return;
        }
        run(
                List.of(
                        "UPDATE replacement SET new_id = :other WHERE new_id = :id",
                        "INSERT INTO replacement (old_id, new_id) VALUES (:id, :other)"),
                id,
                other);
        changes.record(ChangeType.STORY_UPDATED, live(kind, id), false);
        run(kind == Kind.CATEGORY ? inCategory() : inMany(kind), id, other);
    }

    @SuppressWarnings("unchecked") // JPA's native queries are untyped
    private List<UUID> live(Kind kind, UUID id) {
        return database.createNativeQuery(
                        "SELECT story_id FROM %s WHERE %s_id = :id".formatted(live(kind), kind.word()), UUID.class)
                .setParameter("id", id)
                .getResultList();
    }

    private static String live(Kind kind) {
        return kind == Kind.CATEGORY ? "live_story" : "live_story_" + kind.word();
    }

    private static String withoutIt(Kind kind) {
        return kind == Kind.CATEGORY
                ? "UPDATE story SET category_id = NULL, version = version + 1 WHERE category_id = :id"
                : "UPDATE story SET %1$s_ids = array_remove(%1$s_ids, :id), version = version + 1"
                                .formatted(kind.word())
                        + " WHERE %s_ids @> ARRAY[:id]".formatted(kind.word());
    }

    private static List<String> inCategory() {
        return List.of(
                "UPDATE live_story SET category_id = :other WHERE category_id = :id",
                "UPDATE story SET category_id = :other, version = version + 1 WHERE category_id = :id");
    }

    /** A story that names both keeps the one that stays, in its place. */
    private static List<String> inMany(Kind kind) {
        return List.of("""
                DELETE FROM live_story_%1$s m WHERE m.%1$s_id = :id AND EXISTS (
                    SELECT 1 FROM live_story_%1$s o WHERE o.story_id = m.story_id AND o.%1$s_id = :other)""", "UPDATE live_story_%1$s SET %1$s_id = :other WHERE %1$s_id = :id", """
                UPDATE story SET version = version + 1,
                    %1$s_ids = CASE WHEN %1$s_ids @> ARRAY[:other] THEN array_remove(%1$s_ids, :id)
                                    ELSE array_replace(%1$s_ids, :id, :other) END
                WHERE %1$s_ids @> ARRAY[:id]""").stream()
                .map(sql -> sql.formatted(kind.word()))
                .toList();
    }

    private void run(List<String> statements, UUID id, UUID other) {
        for (String sql : statements) {
            String typed = sql.replace(":id", "CAST(:id AS uuid)").replace(":other", "CAST(:other AS uuid)");
            Query query = database.createNativeQuery(typed).setParameter("id", id);
            if (other != null && sql.contains(":other")) {
                query.setParameter("other", other);
            }
            query.executeUpdate();
        }
    }
}
