package org.broadsheet.editorial.story;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.identity.audit.AuditAction;
import org.broadsheet.identity.audit.AuditLog;
import org.broadsheet.identity.audit.AuditSubject;
import org.broadsheet.platform.scheduling.PeriodicTask;
import org.hibernate.Session;

/**
 * Removes the content of stories that were deleted long ago. Their rows and former live slugs stay, so that readers
 * still get 410 and no other story gets these slugs.
 */
@ApplicationScoped
public class Purging {

    private static final int AT_ONCE = 100;

    private static final String OLD = """
            SELECT id FROM story
            WHERE purged_at IS NULL AND deleted_at < clock_timestamp() - :seconds * interval '1 second'
            ORDER BY deleted_at LIMIT :stories FOR UPDATE SKIP LOCKED""";

    private static final List<String> REMOVALS = List.of(
            "DELETE FROM preview_token WHERE story_id = ANY(:ids)",
            "DELETE FROM revision WHERE story_id = ANY(:ids)",
            """
            UPDATE story SET purged_at = clock_timestamp(), version = version + 1, slug = NULL, title = '',
                   title_key = '', language = NULL, %s
            WHERE id = ANY(:ids)""".formatted(TaxonomyKind.OF_STORIES.stream()
                    .map(kind -> kind.latestColumn() + " = " + (kind.isMany() ? "'{}'" : "NULL"))
                    .collect(Collectors.joining(", "))),
            "DELETE FROM story_slug WHERE NOT was_live AND story_id = ANY(:ids)");

    private final Session database;
    private final EditorialConfig config;
    private final AuditLog audit;

    Purging(Session database, EditorialConfig config, AuditLog audit) {
        this.database = database;
        this.config = config;
        this.audit = audit;
    }

    @Produces
    @Singleton
    static PeriodicTask nowAndThen(Purging purging) {
        return new PeriodicTask(Duration.ofMinutes(10), purging::purgeOld);
    }

    @ActivateRequestContext
    public void purgeOld() {
        int purged = AT_ONCE;
        while (purged == AT_ONCE) {
            purged = QuarkusTransaction.requiringNew().call(this::purgeSome);
        }
    }

    private int purgeSome() {
        List<UUID> old = database.createNativeQuery(OLD, UUID.class)
                .setParameter("seconds", config.purgeAfter().toSeconds())
                .setParameter("stories", AT_ONCE)
                .getResultList();
        if (!old.isEmpty()) {
            UUID[] ids = old.toArray(UUID[]::new);
            REMOVALS.forEach(sql -> database.createNativeMutationQuery(sql)
                    .setParameter("ids", ids)
                    .executeUpdate());
            old.forEach(id ->
                    audit.record(AuditAction.STORY_PURGED, AuditSubject.story(id, null, null), Map.of(), Map.of()));
        }
        return old.size();
    }
}
