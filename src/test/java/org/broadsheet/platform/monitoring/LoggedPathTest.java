package org.broadsheet.platform.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoggedPathTest {

    private static final String TOKEN = "AZqvT3kTcAC9uGh0aGVyZQAAAZqvT3kT.q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k";
    private static final String KEY = "bs_q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k";
    private static final String WEBHOOK = "whsec_q83vASNFZ4mrze8BI0VniavN7wEjRWeJ";

    static Stream<String> oddSpellings() {
        List<String> addresses = List.of(
                "/v1/preview/%s",
                "//v1/preview/%s",
                "/v1//preview//%s",
                "/V1/PREVIEW/%s",
                "/v1/preview%%2f%s",
                "/v1/preview%%252F%s",
                "/v1/%%70review/%s",
                "/v1/./preview/../preview/%s",
                "/v1/preview;x=1/%s",
                "/v1/preview\\%s",
                "/v1/previews/%s",
                "/v1/preview-%s",
                "/%s",
                "/v1/stories/%s/related",
                "http://host/v1/preview/%s");
        return addresses.stream()
                .flatMap(address -> Stream.of(TOKEN, KEY, WEBHOOK)
                        .flatMap(secret -> Stream.of(secret, encoded(secret)))
                        .map(address::formatted));
    }

    private static String encoded(String secret) {
        StringBuilder all = new StringBuilder();
        secret.chars().forEach(character -> all.append("%%%02x".formatted(character)));
        return all.toString();
    }

    @ParameterizedTest
    @MethodSource("oddSpellings")
    void noSecretIsShownHoweverItsAddressIsWritten(String path) {
        assertThat(LoggedPath.of(path)).endsWith("***").doesNotContain("q83v", "AZqv", "%71", "%41");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/preview/too-short", "/v1/preview%2ftoo-short", "/v1//preview/x/too-short"})
    void whatFollowsTheAddressOfPreviewsIsNotShownWhateverItIs(String path) {
        assertThat(LoggedPath.of(path)).endsWith("***").doesNotContain("too-short");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1/stories",
                "/v1/stories/preview-of-the-match",
                "/v1/stories/a-very-long-slug-of-a-story-that-says-a-lot-before-anybody-has-read-it",
                "/v1/stories/caf%C3%A9",
                "/v1/stories/01a20e3d-fccd-72b2-aeea-64f8d1e16ccf",
                "/v1/admin/stories/01a20e3d-fccd-72b2-aeea-64f8d1e16ccf/previews",
                "/v1/admin/stories/01a20e3d-fccd-72b2-aeea-64f8d1e16ccf/previews/01a20e3d-fccd-72b2-aeea-64f8d1e16ccf",
                "/v1/%",
                "/v1/%zz"
            })
    void allOthersAreShownAsTheyWereSent(String path) {
        assertThat(LoggedPath.of(path)).isEqualTo(path);
    }

    @Test
    @Timeout(20)
    void timeGrowsWithTheLengthOfAPathAndNotWithItsSquare() {
        for (String piece : List.of("a", "a.", "%25", "preview", "bs", "/preview")) {
            String path = "/" + piece.repeat(32_000 / piece.length());
            for (int i = 0; i < 100; i++) {
                assertThat(LoggedPath.of(path)).isNotEmpty();
            }
        }
    }
}
