package org.broadsheet.identity.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;

/**
 * The key by which a client marks its retries. Responses are stored encrypted with it, and the database only has a hash
 * of the key itself: some responses contain a secret that is shown once, and the database must not have it.
 *
 * @param text the client's choice, such as a UUID
 * @param actor the key's owner; the same text of another actor is another key
 */
record IdempotencyKey(String text, String actor) {

    static final String HEADER = "Idempotency-Key";

    /** The quotes of a structured field are optional, since clients send both. */
    private static final Pattern WELL_FORMED = Pattern.compile("\"?[\\x21\\x23-\\x7e]{1,255}\"?");

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** @throws ProblemException 400 if the header is not a key */
    static IdempotencyKey of(String header, String actor) {
        if (!WELL_FORMED.matcher(header).matches()) {
            throw ProblemException.of(
                    ProblemType.MALFORMED_REQUEST,
                    HEADER + " accepts 1 to 255 visible ASCII characters, such as those of a UUID.");
        }
        return new IdempotencyKey(header.replace("\"", ""), actor);
    }

    /** Returns the hash by which a response is found. */
    byte[] handle() {
        return digest("handle");
    }

    byte[] encrypt(byte[] response) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] encrypted = crypt(Cipher.ENCRYPT_MODE, nonce, response);
        byte[] whole = Arrays.copyOf(nonce, nonce.length + encrypted.length);
        System.arraycopy(encrypted, 0, whole, nonce.length, encrypted.length);
        return whole;
    }

    byte[] decrypt(byte[] stored) {
        return crypt(
                Cipher.DECRYPT_MODE,
                Arrays.copyOf(stored, NONCE_BYTES),
                Arrays.copyOfRange(stored, NONCE_BYTES, stored.length));
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, new SecretKeySpec(digest("answer"), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A stored response cannot be encrypted or decrypted", e);
        }
    }

    private byte[] digest(String purpose) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String part : new String[] {purpose, actor, text}) {
                sha256.update(part.getBytes(StandardCharsets.UTF_8));
                sha256.update((byte) 0);
            }
            return sha256.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
