package org.broadsheet.story;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.broadsheet.access.Actor;
import org.broadsheet.database.Timestamps;
import org.broadsheet.problem.ProblemException;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** One saved version of a story's content; never changes. */
@Entity
@Immutable
public class Revision extends PanacheEntityBase {

    /** More than any story ever has. */
    public static final int MAX_NUMBER = 999_999_999;

    /** @param number counted from 1 within the story */
    @Embeddable
    public record Key(UUID storyId, int number) {}

    @EmbeddedId
    public Key key;

    @JdbcTypeCode(SqlTypes.JSON)
    public StoryContent content;

    public Instant savedAt = Timestamps.now();

    /** Null in what was saved before Broadsheet kept it. */
    @JdbcTypeCode(SqlTypes.JSON)
    public Actor savedBy;

    /** The members that differ from the revision before. */
    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> changed = List.of();

    /** Number of the revision that it brought back, if it did. */
    public Integer restoredFrom;

    /** The one that a story's editors see. */
    public static Revision latest(Story story) {
        return of(story.id, story.latestRevision).orElseThrow();
    }

    public static Optional<Revision> of(UUID story, int number) {
        return findByIdOptional(new Key(story, number));
    }

    /**
     * Reads a path parameter that is a revision's number.
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
