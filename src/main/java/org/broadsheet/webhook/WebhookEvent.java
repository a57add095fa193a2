package org.broadsheet.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.broadsheet.paging.Cursor;
import org.broadsheet.story.NamedReference;
import org.broadsheet.story.StoryRepresentation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a webhook is told.
 *
 * @param type of the event
 * @param timestamp when it happened
 * @param cursor where the change feed goes on behind it; null for what is no change
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "An event. One and the same event is one and the same content, wherever and however often it is"
                + " sent.",
        requiredProperties = {"type", "timestamp", "data"})
public record WebhookEvent(
        @Schema(description = "What happened; more may come.", examples = "story.updated")
        String type,

        @Schema(description = "When it happened.") Instant timestamp,

        @Schema(
                description = "A `since` for `/v1/changes` without filters: what follows is what changed after this"
                        + " event. If it is answered 410, the database was restored to a backup from before the event,"
                        + " or the event is older than the change log is retained: make a new copy. Absent from"
                        + " `webhook.ping`, which is no change.",
                minLength = 1,
                maxLength = Cursor.MAX_LENGTH)
        String cursor,

        Data data) {

    /** What a test sends. */
    public static final String PING = "webhook.ping";

    /**
     * To what it happened.
     *
     * @param id of the story, category, author, tag or collection; of the webhook itself in a ping
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "WebhookEventData",
            description = "To what it happened.",
            requiredProperties = {"id"})
    public record Data(
            @Schema(description = "Of the story, category, author, tag or collection; of the webhook itself in a ping.")
            UUID id,

            @Schema(
                    description = "The story as lists show it, at the time when the event was prepared for sending."
                            + " Absent where readers do not see it.")
            StoryRepresentation story,

            @Schema(
                    description =
                            "Of a story: every slug by which readers ever knew it, so that pages under former ones"
                                    + " can be replaced.")
            List<String> slugs,

            @Schema(
                    description = "The category, author, tag or collection, with its name or title. Absent once it is"
                            + " deleted.")
            NamedReference entry) {}
}
