package org.broadsheet.platform.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicUrlTest {

    @ParameterizedTest
    @ValueSource(strings = {"site.example/news", "/news", "ftp://site.example", "https:/news", "https://"})
    void whatIsNoAddressOfASiteIsRejected(String value) {
        assertThatThrownBy(() -> new PublicUrl(value)).hasMessageContaining(value);
    }

    @Test
    void addressesOfThisServerBeginWithThePath() {
        PublicUrl url = new PublicUrl("https://site.example:8443/news");
        assertThat(url.origin()).isEqualTo("https://site.example:8443");
        assertThat(url.pathOf("/v1/stories")).isEqualTo("/news/v1/stories");
        assertThat(new PublicUrl("http://localhost:8080").pathOf("/v1/stories")).isEqualTo("/v1/stories");
    }
}
