package org.broadsheet.integration.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.broadsheet.platform.paging.KeysetQuery;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The delivery of one event to one webhook. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "WebhookDelivery",
        description = "The delivery of one event to one webhook.",
        requiredProperties = {"id", "messageId", "type", "status", "createdAt", "payload", "attempts"})
public record DeliveryRepresentation(
        UUID id,

        @Schema(
                description = "The `webhook-id` of all its attempts.",
                examples = "msg_0f1c5a3e-58c1-3d0e-8f43-0c7a4f1f9d11")
        String messageId,

        @Schema(description = "The type of the event.", examples = "story.updated")
        String type,

        @Schema(description = "`pending`, `delivered` or `failed`. More values may be added.", examples = "delivered")
        String status,

        Instant createdAt,

        @Schema(
                description = "For `pending`: the earliest time of the next attempt, which also waits for earlier"
                        + " events of the same subject. During an attempt, the time after which it counts as lost.")
        Instant nextAttemptAt,

        @JsonRawValue @Schema(ref = "#/components/schemas/WebhookEvent")
        String payload,

        @Schema(description = "Latest first, including those before a replay.")
        List<AttemptRepresentation> attempts) {

    /** One attempt to deliver an event. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "WebhookAttempt",
            description = "One attempt to deliver an event.",
            requiredProperties = {"at", "milliseconds", "request"})
    public record AttemptRepresentation(
            Instant at,

            @Schema(
                    description = "From the start of the request to the end of the response, or to the failure.",
                    minimum = "0")
            int milliseconds,

            SentRequest request,

            @Schema(description = "Status of the response. Absent if there was none.", examples = "204")
            Integer status,

            @Schema(description = "The first 1,000 characters of the response body.")
            String answer,

            @Schema(description = "Why there was no response.")
            String error) {}

    /** The request of an attempt, without the payload. */
    @Schema(
            description = "The request, without its payload.",
            requiredProperties = {"url", "headers"})
    public record SentRequest(String url, Map<String, String> headers) {}

    private static final TypeReference<List<AttemptRepresentation>> ATTEMPTS = new TypeReference<>() {};

    /** A row of {@code webhook_delivery t}. */
    record Row(
            UUID id,
            String messageId,
            String type,
            String status,
            Instant createdAt,
            Instant nextAttemptAt,
            String payload,
            String attempts)
            implements KeysetQuery.Row {

        static final String COLUMNS = """
                t.id, t.message_id, t.type, t.status, t.created_at, t.next_attempt_at, t.payload,
                CAST(coalesce((SELECT json_agg(json_build_object('at', a.at, 'milliseconds', a.milliseconds,
                            'request', a.request, 'status', a.status, 'answer', a.answer, 'error', a.error)
                            ORDER BY a.at DESC, a.id DESC)
                      FROM webhook_attempt a WHERE a.delivery_id = t.id), '[]') AS text) AS attempts""";

        @Override
        public Instant sortKey() {
            return createdAt;
        }
    }

    static DeliveryRepresentation from(Row row, ObjectMapper json) {
        try {
            return new DeliveryRepresentation(
                    row.id,
                    row.messageId,
                    row.type,
                    row.status,
                    row.createdAt,
                    row.nextAttemptAt,
                    row.payload,
                    json.readValue(row.attempts, ATTEMPTS));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The database returned invalid JSON", e);
        }
    }
}
