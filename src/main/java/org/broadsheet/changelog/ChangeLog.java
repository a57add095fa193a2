package org.broadsheet.changelog;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.Session;

/** Writes the change log, always in the transaction of the change. */
@ApplicationScoped
public class ChangeLog {

    private static final String RECORD = """
            INSERT INTO change (type, subject_id, spreads, was_language, %s)
            SELECT :type, s.id, :spreads, l.language, %s
            FROM unnest(:subjects) s (id)
            LEFT JOIN live_story l ON l.story_id = s.id""".formatted(forEach(TaxonomyKind::formerColumn), forEach(ChangeLog::former));

    private final Session database;
    private final Event<Recorded> recorded;

    ChangeLog(Session database, Event<Recorded> recorded) {
        this.database = database;
        this.recorded = recorded;
    }

    private static String forEach(Function<TaxonomyKind, String> column) {
        return TaxonomyKind.OF_STORIES.stream().map(column).collect(Collectors.joining(", "));
    }

    /** Returns the entries of {@code live_story l}; null if the story is not live. */
    private static String former(TaxonomyKind kind) {
        return kind.isMany() ? """
                CASE WHEN l.story_id IS NOT NULL
                     THEN ARRAY(SELECT m.%s FROM %s m WHERE m.story_id = l.story_id) END""".formatted(kind.column(), kind.liveTable()) : "l." + kind.column();
    }

    /** Event that is fired in the transaction that records a change. */
    public record Recorded() {}

    /**
     * Adds a row in the caller's transaction. For a story, it must be called before the change itself, since the row
     * stores the story's previous state.
     *
     * @param subject id of the story, category, author, tag, collection or site that changes
     * @param spreads whether stories that name the subject, or link to it, change for readers too
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(ChangeType type, UUID subject, boolean spreads) {
        record(type, List.of(subject), spreads);
    }

    /** Adds a row for each subject. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(ChangeType type, Collection<UUID> subjects, boolean spreads) {
        database.createNativeMutationQuery(RECORD)
                .setParameter("type", type.token())
                .setParameter("spreads", spreads)
                .setParameter("subjects", subjects.toArray(UUID[]::new))
                .executeUpdate();
        recorded.fire(new Recorded());
    }
}
