package org.broadsheet.integration.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret with which events are signed, so that a subscriber can verify their origin.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 *     Webhooks, signature scheme</a>
 */
final class WebhookSecret {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final int BYTES = 32;

    private WebhookSecret() {}

    static byte[] generate() {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }

    /** Returns the secret in the format for subscribers. */
    static String text(byte[] secret) {
        return "whsec_" + Base64.getEncoder().encodeToString(secret);
    }

    /**
     * Returns one signature of a message.
     *
     * @param timestamp of the attempt, in seconds since the epoch
     */
    static String sign(byte[] secret, String id, long timestamp, String payload) {
        try {
            Mac hmac = Mac.getInstance("HmacSHA256");
            hmac.init(new SecretKeySpec(secret, "HmacSHA256"));
            String content = id + "." + timestamp + "." + payload;
            return "v1," + Base64.getEncoder().encodeToString(hmac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform must support HmacSHA256", e);
        }
    }
}
