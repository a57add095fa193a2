package org.broadsheet.content.story;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.broadsheet.platform.database.Timestamps;
import org.broadsheet.platform.history.Actor;
import org.broadsheet.platform.problem.ProblemException;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** One saved version of a story's content. It never changes, except that an autosave replaces another one. */
@Entity
@Immutable
public class Revision extends PanacheEntityBase {

    /** Higher than any real revision number. */
    public static final int MAX_NUMBER = 999_999_999;

    /** @param number counted from 1 within the story */
    @Embeddable
    public record Key(UUID storyId, int number) {}

    @EmbeddedId
    public Key key;

    @JdbcTypeCode(SqlTypes.JSON)
    public StoryContent content;

    public Instant savedAt = Timestamps.now();

    /** Null in revisions from before this column existed. */
    @JdbcTypeCode(SqlTypes.JSON)
    public Actor savedBy;

    /** The members that differ from the previous revision. */
    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> changed = List.of();

    /** Number of the revision that it restored, if any. */
    public Integer restoredFrom;

    /** The version of the story that the revision has made; null in revisions from before this column existed. */
    public Integer storyVersion;

    /**
     * The time of the first autosave that this revision replaced; null if the revision is no autosave. The next autosave
     * replaces it, so it is not immutable.
     */
    public Instant autosavedSince;

    /** The version of the story that the first of these autosaves made; null if the revision is no autosave. */
    public Integer autosavedFrom;

    /** Returns the story's latest revision. */
    public static Revision latest(Story story) {
        return of(story.id, story.latestRevision).orElseThrow();
    }

    public static Optional<Revision> of(UUID story, int number) {
        return findByIdOptional(new Key(story, number));
    }

    /**
     * Returns the revision that was the latest in a version of the story; none if that is unknown, or if the revision was
     * an autosave that another one has replaced since.
     */
    public static Optional<Revision> ofVersion(UUID story, int version) {
        return Revision.<Revision>find(
                        "key.storyId = ?1 AND (storyVersion IS NULL OR storyVersion <= ?2 OR autosavedFrom <= ?2)"
                                + " ORDER BY key.number DESC",
                        story,
                        version)
                .firstResultOptional()
                .filter(revision -> revision.storyVersion != null && revision.storyVersion <= version);
    }

    /** Makes an autosave an ordinary revision, which is never replaced. */
    public void keep() {
        if (autosavedSince != null) {
            getEntityManager()
                    .createNativeQuery(
                            "UPDATE revision SET autosaved_since = NULL WHERE story_id = :story AND number = :number")
                    .setParameter("story", key.storyId())
                    .setParameter("number", key.number())
                    .executeUpdate();
        }
    }

    /**
     * Parses a path parameter as a revision number.
     *
     * @throws ProblemException 400 that names the parameter
     */
    public static int number(String parameter, String text) {
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw ProblemException.invalidParameter(parameter, "accepts a whole number of 1 or more");
        }
        return Integer.parseInt(text);
    }
}
