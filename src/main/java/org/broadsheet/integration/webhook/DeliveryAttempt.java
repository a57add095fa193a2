package org.broadsheet.integration.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One attempt to deliver an event.
 *
 * @param number in this round, starting with 1
 * @param secrets to sign with
 */
record DeliveryAttempt(
        UUID delivery, UUID webhook, String messageId, String payload, String url, int number, List<byte[]> secrets) {

    /**
     * The outcome of an attempt.
     *
     * @param request the headers that were sent
     * @param status of the response; null without a response
     * @param answer the beginning of the response body; null without a response
     * @param error why there was no response
     * @param retryAfter the earliest time of the next attempt, if the endpoint requests one
     */
    record Outcome(
            Instant at,
            Duration took,
            Map<String, String> request,
            Integer status,
            String answer,
            String error,
            Optional<Instant> retryAfter) {

        private static final int GONE = 410;

        boolean isDelivered() {
            return status != null && status >= 200 && status < 300;
        }

        /** Checks whether the endpoint responded with 410, so that no more events may be sent. */
        boolean isGone() {
            return status != null && status == GONE;
        }
    }
}
