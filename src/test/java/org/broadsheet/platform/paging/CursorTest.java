package org.broadsheet.platform.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CursorTest {

    private static final byte[] OLD = key(1);
    private static final byte[] NEW = key(2);
    private static final Cursor CURSOR = new Cursor("2026-11-29T10:00:00Z", "01a20e3d-fccd-72b2-aeea-64f8d1e16ccf");
    private static final String LIST = "/v1/stories?category=industry";

    private CursorSigner before;

    private static byte[] key(int octet) {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, (byte) octet);
        return key;
    }

    @BeforeEach
    void sign() {
        before = Cursor.signWith(new CursorSigner(List.of(OLD)));
    }

    @AfterEach
    void restore() {
        Cursor.signWith(before);
    }

    @Test
    void comesBackForTheListThatItWasMadeFor() {
        String encoded = CURSOR.encode(LIST);
        assertThat(Cursor.decode(encoded).flatMap(cursor -> cursor.of(LIST))).contains(CURSOR);
        assertThat(Cursor.decode(encoded).orElseThrow().of("/v1/stories?")).isEmpty();
    }

    @Test
    void isTheSameEachTime() {
        assertThat(CURSOR.encode(LIST)).isEqualTo(CURSOR.encode(LIST));
    }

    @Test
    void anOldKeyVerifiesWhatItSignedAndTheNewOneSigns() {
        String old = CURSOR.encode(LIST);
        Cursor.signWith(new CursorSigner(List.of(NEW, OLD)));
        assertThat(Cursor.decode(old)).isPresent();
        assertThat(CURSOR.encode(LIST)).isNotEqualTo(old);

        Cursor.signWith(new CursorSigner(List.of(NEW)));
        assertThat(Cursor.decode(old)).isEmpty();
    }

    @Test
    void whateverIsChangedInItIsNoCursor() {
        byte[] signed = Base64.getUrlDecoder().decode(CURSOR.encode(LIST));
        Random random = new Random(9);
        for (int i = 0; i < 5_000; i++) {
            byte[] forged = signed.clone();
            int place = random.nextInt(forged.length);
            forged[place] ^= (byte) (1 << random.nextInt(8));
            byte[] cut = random.nextBoolean() ? forged : java.util.Arrays.copyOf(forged, random.nextInt(forged.length));
            assertThat(Cursor.decode(Base64.getUrlEncoder().encodeToString(cut)))
                    .isEmpty();
        }
    }
}
