package org.broadsheet.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One try to deliver an event.
 *
 * @param number in this round, from 1 on
 * @param secrets to sign with
 */
record DeliveryAttempt(
        UUID delivery, UUID webhook, String messageId, String payload, String url, int number, List<byte[]> secrets) {

    /**
     * What came of it.
     *
     * @param request the headers that were sent
     * @param status of the answer; null if none came
     * @param answer its beginning; null likewise
     * @param error why none came
     * @param retryAfter the time before which the endpoint wants no other
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

        /** The receiver wants nothing any more. */
        boolean isGone() {
            return status != null && status == GONE;
        }
    }
}
