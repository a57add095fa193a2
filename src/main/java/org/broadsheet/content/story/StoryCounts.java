package org.broadsheet.content.story;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.platform.scheduling.PeriodicTask;
import org.hibernate.Session;

/** The numbers of live stories, which database triggers maintain. */
@ApplicationScoped
public class StoryCounts {

    private static final String OF =
            "SELECT CAST(coalesce(sum(stories), 0) AS bigint) FROM story_count WHERE subject_id = ANY(%s)";

    private static final String ALL = OF.formatted("SELECT id FROM category");

    /** Concurrent inserts are invisible to this statement and stay in the table. */
    private static final String FOLD = """
            WITH folded AS (
                DELETE FROM story_count WHERE subject_id IN (
                    SELECT subject_id FROM story_count GROUP BY subject_id HAVING count(*) > 1)
                RETURNING subject_id, stories)
            INSERT INTO story_count
            SELECT subject_id, sum(stories) FROM folded GROUP BY subject_id HAVING sum(stories) <> 0""";

    private final Session database;

    StoryCounts(Session database) {
        this.database = database;
    }

    @Produces
    @Singleton
    static PeriodicTask nowAndThen(StoryCounts counts) {
        return new PeriodicTask(Duration.ofSeconds(10), counts::fold);
    }

    /** Merges the rows of each subject into one. */
    @ActivateRequestContext
    public void fold() {
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeMutationQuery(FOLD).executeUpdate());
    }

    /** Returns the number of stories of some categories, authors or tags; a story counts once for each that it has. */
    public long of(Collection<UUID> subjects) {
        return database.createNativeQuery(OF.formatted(":subjects"), Long.class)
                .setParameter("subjects", subjects.toArray(UUID[]::new))
                .getSingleResult();
    }

    /** Returns the number of all live stories. */
    public long ofAll() {
        return database.createNativeQuery(ALL, Long.class).getSingleResult();
    }

    /** Returns the number of stories that match a filter, if stored counts suffice for it. */
    Optional<Long> known(StoryFilter filter) {
        List<UUID> subjects =
                filter.entries().values().stream().flatMap(List::stream).toList();
        boolean nothingElse =
                filter.of(TaxonomyKind.COLLECTION).isEmpty() && filter.equals(StoryFilter.by(filter.entries()));
        // A story has one category, but may have several tags and authors.
        boolean apart = subjects.size() <= 1 || subjects.equals(filter.of(TaxonomyKind.CATEGORY));
        if (!nothingElse || !apart) {
            return Optional.empty();
        }
        return Optional.of(subjects.isEmpty() ? ofAll() : of(subjects));
    }
}
