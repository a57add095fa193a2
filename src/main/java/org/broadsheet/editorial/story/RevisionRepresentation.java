package org.broadsheet.editorial.story;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.broadsheet.platform.history.Actor;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One saved version of a story.
 *
 * @param changed the members that differ from the previous revision
 * @param restoredFrom number of the revision that it restored; null if it restored none
 * @param autosave true for an autosave; null for other revisions
 * @param written its content; null in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Revision",
        description =
                "One saved version of a story. It is immutable, unless it is an autosave. Lists omit its content.",
        requiredProperties = {"number", "savedAt", "changed"})
public record RevisionRepresentation(
        @Schema(description = "Counted from 1 within the story.", minimum = "1", examples = "3")
        int number,

        Instant savedAt,

        @Schema(description = "The actor who saved it.") Actor savedBy,

        @Schema(description = "The members that differ from the previous revision.", examples = "[\"title\"]")
        List<String> changed,

        @Schema(description = "The revision that it restored. Absent if none.", minimum = "1")
        Integer restoredFrom,

        @Schema(
                description = "True for an autosave, which the actor's next autosave may replace. Absent for other"
                        + " revisions.")
        Boolean autosave,

        @JsonUnwrapped StoryInput written) {}
