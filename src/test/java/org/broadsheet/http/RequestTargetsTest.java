package org.broadsheet.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetsTest {

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8080", "[::1]:80", "news.example", "a_b.example", "10.0.0.1:1", ""})
    void aHostWithOrWithoutAPortIsAccepted(String host) {
        assertThat(RequestTargets.isHost(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "[::1",
                "é",
                "a b",
                "a/b",
                "a?b",
                "a@b",
                "a#b",
                "a\\b",
                "%",
                "[zz]",
                "a:b:c",
                "a:b",
                "a:123456"
            })
    void whatIsNoHostIsRejected(String host) {
        assertThat(RequestTargets.isHost(host)).isFalse();
    }
}
