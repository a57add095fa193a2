package org.broadsheet.content.tag;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Artificial Intelligence | artificial  intelligence",
                "Straße                  | STRASSE",
                "CAFÉ                    | cafe\u0301",
                "ﬁnance                  | Finance",
                "Ａ１                    | a1",
                "Σίσυφος                 | ΣΊΣΥΦΟΣ",
                "co\u00adop              | coop",
                "a\u200bb                | ab",
                "a\u00a0b                | a b",
                "a\u2003\u3000b          | a b",
                "H₂O                     | h2o",
            })
    void namesThatLookTheSameAreEqual(String one, String other) {
        assertThat(TagName.key(one)).isEqualTo(TagName.key(other));
    }

    @ParameterizedTest
    @CsvSource({"C, C++", "C++, C#", "café, cafe", "resume, résumé", "a b, ab", "ı, i"})
    void otherNamesAreDifferent(String one, String other) {
        assertThat(TagName.key(one)).isNotEqualTo(TagName.key(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u200b", "\u00ad\u2060", "\u3000", "\ufe0f"})
    void aNameWithoutAVisibleCharacterHasNoKey(String name) {
        assertThat(TagName.key(name)).isEmpty();
    }

    @Test
    void theKeyOfAKeyIsTheKey() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            String name = random.ints(1 + random.nextInt(6), 0, Character.MAX_CODE_POINT + 1)
                    .map(codePoint -> random.nextBoolean() ? codePoint % 0x3000 : codePoint)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            String key = TagName.key(name);
            assertThat(TagName.key(key)).as("seed %d: %s", seed, name).isEqualTo(key);
        }
    }
}
