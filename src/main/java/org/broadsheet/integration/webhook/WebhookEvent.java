package org.broadsheet.integration.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.broadsheet.content.story.NamedReference;
import org.broadsheet.content.story.StoryRepresentation;
import org.broadsheet.platform.paging.Cursor;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The payload of an event.
 *
 * @param type of the event
 * @param timestamp when it happened
 * @param cursor position after it in the change feed; null for an event that is no change
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "An event. Its content is the same in every attempt and for every webhook.",
        requiredProperties = {"type", "timestamp", "data"})
public record WebhookEvent(
        @Schema(description = "The type of the event. More values may be added.", examples = "story.updated")
        String type,

        @Schema(description = "When it happened.") Instant timestamp,

        @Schema(
                description = "A `since` for `/v1/changes` without filters, for the changes after this event. If it"
                        + " returns 410, the database was restored from an older backup, or the event is no longer"
                        + " in the change log: make a new copy. Absent from `webhook.ping`, which is not a change.",
                minLength = 1,
                maxLength = Cursor.MAX_LENGTH)
        String cursor,

        Data data) {

    /** The type of a test event. */
    public static final String PING = "webhook.ping";

    /**
     * The subject of an event.
     *
     * @param id of the story, category, author, tag, collection or site; of the webhook itself in a ping
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "WebhookEventData",
            description = "The subject of the event.",
            requiredProperties = {"id"})
    public record Data(
            @Schema(
                    description =
                            "Id of the story, category, author, tag, collection or site. Of the webhook in a ping.")
            UUID id,

            @Schema(
                    description =
                            "The story as in lists, with its corrections, when the event was prepared for sending. Absent if it is not"
                                    + " live.")
            StoryRepresentation story,

            @Schema(
                    description =
                            "For a story: all slugs that readers have ever seen, so that pages under former ones can"
                                    + " be replaced.")
            List<String> slugs,

            @Schema(
                    description = "The category, author, tag or collection, with its name or title. Absent if it was"
                            + " deleted, and from `site.changed`.")
            NamedReference entry) {}
}
