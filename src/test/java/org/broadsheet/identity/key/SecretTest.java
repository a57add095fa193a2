package org.broadsheet.identity.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {

    @Test
    void generatedSecretsAreWellFormedAndDifferent() {
        List<Secret> secrets = Stream.generate(Secret::generate).limit(1_000).toList();

        assertThat(secrets).doesNotHaveDuplicates().allMatch(Secret::isWellFormed);
        assertThat(secrets.get(0).text()).startsWith("bs_").hasSize("bs_".length() + 43);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bs_",
                "bs_0123456789012345678901234567890",
                "BS_01234567890123456789012345678901",
                "01234567890123456789012345678901234567",
                "bs_0123456789012345678901234567890/",
                "bs_01234567890123456789012345678901 ",
                "bs_01234567890123456789012345678901\n",
                "bs_é1234567890123456789012345678901"
            })
    void anythingElseIsNoKey(String text) {
        assertThat(new Secret(text).isWellFormed()).isFalse();
    }

    @Test
    void aKeyHas32To128Characters() {
        assertThat(new Secret("bs_" + "a".repeat(32)).isWellFormed()).isTrue();
        assertThat(new Secret("bs_" + "a".repeat(128)).isWellFormed()).isTrue();
        assertThat(new Secret("bs_" + "a".repeat(129)).isWellFormed()).isFalse();
    }

    @Test
    void onlyAHashIsStored() {
        Secret secret = new Secret("bs_test");

        assertThat(HexFormat.of().formatHex(secret.hash()))
                .isEqualTo("a78df6a2cb252c833c27fe071f1840d49bdf13e163904014c01b27b703b236e0");
        assertThat(secret.hash()).isNotEqualTo(new Secret("bs_tesT").hash());
    }

    @Test
    void noLogShowsIt() {
        Secret secret = Secret.generate();

        assertThat("The key " + secret).isEqualTo("The key bs_…");
        assertThat(String.valueOf(List.of(secret))).doesNotContain(secret.text());
    }
}
