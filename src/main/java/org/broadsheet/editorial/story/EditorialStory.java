package org.broadsheet.editorial.story;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.broadsheet.content.body.Warning;
import org.broadsheet.content.story.StoryStatus;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A story for its editors: the latest revision as input, and the status of the story.
 *
 * @param written content of the latest revision; unwrapped in JSON
 * @param revision number of the latest revision
 * @param live the live revision; null if the story is not live
 * @param scheduled the scheduled revision; null if none is scheduled
 * @param conflicts members of a correction that the latest revision keeps; null if there are none
 * @param unpublishing null if the story is not to be unpublished
 * @param withdrawalReason null if readers get none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "A story as editors see it: the latest revision and the status. Its `ETag` changes with"
                + " every change to the story.",
        requiredProperties = {"id", "status", "revision", "createdAt", "updatedAt"})
public record EditorialStory(
        UUID id,

        @Schema(description = "The status of the story.") StoryStatus status,

        @JsonUnwrapped StoryInput written,

        @Schema(description = "Number of the latest revision, whose content this is.", minimum = "1")
        int revision,

        @Schema(description = "The live revision. Absent if there is none.")
        Live live,

        @Schema(description = "The scheduled revision. Absent if there is none.")
        Scheduled scheduled,

        @Schema(description = "When it is to be unpublished. Absent if that is not scheduled.")
        Unpublishing unpublishing,

        @Schema(description = "The reason that readers get with the 410. Absent if there is none.")
        String withdrawalReason,

        Instant createdAt,

        @Schema(description = "When the story or its status last changed.")
        Instant updatedAt,

        @Schema(description = "When the story was first published. Absent if it never was.")
        Instant publishedAt,

        @Schema(description = "When it was deleted. Absent if it is not.")
        Instant deletedAt,

        @Schema(description = "What rendering the body removes or replaces. Absent if it is nothing.")
        List<Warning> warnings,

        @Schema(
                description =
                        "The members of a correction that the latest revision has changed too, and keeps. Only in the"
                                + " response to a correction, and absent if there are none.",
                examples = "[\"title\"]")
        List<String> conflicts) {

    /** Returns the same story with the conflicts of a correction. */
    EditorialStory withConflicts(List<String> members) {
        return new EditorialStory(
                id,
                status,
                written,
                revision,
                live,
                scheduled,
                unpublishing,
                withdrawalReason,
                createdAt,
                updatedAt,
                publishedAt,
                deletedAt,
                warnings,
                members.isEmpty() ? null : members);
    }

    /** The live revision of a story. */
    @Schema(
            name = "LiveRevision",
            description = "The live revision, which readers see.",
            requiredProperties = {"revision", "slug", "publishedAt", "updatedAt"})
    public record Live(
            @Schema(minimum = "1") int revision,
            @Schema(examples = "what-a-token-costs") String slug,
            Instant publishedAt,
            Instant updatedAt) {}

    /** A revision that is scheduled for publication. */
    @Schema(
            name = "ScheduledRevision",
            description = "A scheduled revision.",
            requiredProperties = {"revision", "at", "minor"})
    public record Scheduled(
            @Schema(minimum = "1") int revision,
            Instant at,

            @Schema(description = "Whether a live story keeps its `updatedAt`.")
            boolean minor) {}

    /** A story that is to be unpublished. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "ScheduledUnpublishing",
            description = "When a story is to be unpublished.",
            requiredProperties = {"at"})
    public record Unpublishing(
            Instant at,

            @Schema(description = "The reason that readers will get. Absent if there is none.")
            String reason) {}
}
