package org.broadsheet.platform.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The current version of something that a client wanted to change on the basis of an earlier one.
 *
 * @param etag to send as {@code If-Match} with the next change
 * @param action what the last change was, an action of the audit log; null if it is unknown, like all members below
 * @param revision number of the latest revision; null if it is no story
 * @param readRevision number of the revision that the client has read
 * @param changed the members that differ from the version that the client has read, or those of the last change if
 *     that version is unknown
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "The version that a stale `If-Match` conflicts with: who made it, when, and what differs.",
        requiredProperties = {"etag"})
public record CurrentVersion(
        @Schema(description = "The current `ETag`, for the next `If-Match`.", examples = "\"7\"")
        String etag,

        @Schema(description = "The last change, as in the audit log.", examples = "story.saved")
        String action,

        @Schema(description = "When it was.") Instant changedAt,

        @Schema(description = "The actor who made it.") Actor changedBy,

        @Schema(description = "Number of the latest revision. Only of a story.", minimum = "1", examples = "5")
        Integer revision,

        @Schema(
                description = "Number of the revision that was the latest in the version named by `If-Match`. Only of a"
                        + " story, and absent if that version is unknown.",
                minimum = "1",
                examples = "4")
        Integer readRevision,

        @Schema(
                description =
                        "The members that differ from that version, or those of the last change if that version is"
                                + " unknown.",
                examples = "[\"title\"]")
        List<String> changed) {

    /** Returns the same version with another last change. */
    public CurrentVersion changedBy(String change, Actor actor, Instant at) {
        return new CurrentVersion(etag, change, at, actor, revision, readRevision, changed);
    }

    /** Returns the same version of a story, with its revisions. */
    public CurrentVersion withRevisions(int latest, Integer read, List<String> members) {
        return new CurrentVersion(etag, action, changedAt, changedBy, latest, read, members);
    }
}
