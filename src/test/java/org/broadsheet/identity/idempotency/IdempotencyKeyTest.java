package org.broadsheet.identity.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {

    private static final byte[] RESPONSE = "{\"key\": \"bs_shown-once\"}".getBytes(StandardCharsets.UTF_8);

    private final IdempotencyKey key = IdempotencyKey.of("8f14e45f", "key 1");

    @ParameterizedTest
    @ValueSource(strings = {"8f14e45f", "\"8f14e45f\"", "\"8f14e45f", "8f14e45f\""})
    void theQuotesAreOptional(String header) {
        assertThat(IdempotencyKey.of(header, "key 1")).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "a b", "a\"b", "é", "a\0", "a\n", "\"\"a\"\""})
    void aKeyIsOfVisibleAscii(String header) {
        assertThatThrownBy(() -> IdempotencyKey.of(header, "key 1"))
                .hasMessageStartingWith("Idempotency-Key accepts 1 to 255 visible ASCII characters");
    }

    @Test
    void aKeyHasAMaximumLength() {
        assertThat(IdempotencyKey.of("a".repeat(255), "key 1").text()).hasSize(255);
        assertThatThrownBy(() -> IdempotencyKey.of("a".repeat(256), "key 1")).hasMessageContaining("255");
    }

    @Test
    void aResponseIsDecryptedWithTheSameKeyOnly() {
        byte[] stored = key.encrypt(RESPONSE);

        assertThat(key.decrypt(stored)).isEqualTo(RESPONSE);
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("bs_shown-once");
        for (IdempotencyKey other :
                new IdempotencyKey[] {IdempotencyKey.of("8f14e45f", "key 2"), IdempotencyKey.of("8f14e45e", "key 1")}) {
            assertThatThrownBy(() -> other.decrypt(stored)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void anEncryptedResponseIsDifferentEachTime() {
        assertThat(key.encrypt(RESPONSE)).isNotEqualTo(key.encrypt(RESPONSE));
        assertThat(key.decrypt(key.encrypt(new byte[0]))).isEmpty();
    }

    @Test
    void aChangedResponseIsNotDecrypted() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] stored = key.encrypt(RESPONSE);
        for (int round = 0; round < 500; round++) {
            byte[] changed = stored.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> key.decrypt(changed))
                    .as("seed %d", seed)
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void theHandleDiffersByKeyAndByActor() {
        assertThat(key.handle())
                .isEqualTo(IdempotencyKey.of("8f14e45f", "key 1").handle());
        assertThat(new IdempotencyKey("b", "a").handle()).isNotEqualTo(new IdempotencyKey("a", "b").handle());
        assertThat(new IdempotencyKey("ab", "c").handle())
                .as("the parts have a boundary")
                .isNotEqualTo(new IdempotencyKey("b", "ca").handle());
    }
}
