package org.broadsheet.integration.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTargetsTest {

    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void close() {
        VERTX.close();
    }

    private static WebhookTargets allowing(String networks) {
        SmallRyeConfigBuilder config =
                new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(WebhookConfig.class);
        // Durations as Quarkus reads them are not needed here.
        config.withDefaultValue("broadsheet.webhook.timeout", "PT15S")
                .withDefaultValue("broadsheet.webhook.retry-pauses", "PT5S")
                .withDefaultValue("broadsheet.webhook.disable-after", "P3D")
                .withDefaultValue("broadsheet.webhook.rotation", "P1D")
                .withDefaultValue("broadsheet.webhook.keep", "P30D");
        if (!networks.isEmpty()) {
            config.withDefaultValue("broadsheet.webhook.allowed-networks", networks);
        }
        return new WebhookTargets(VERTX, config.build().getConfigMapping(WebhookConfig.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://8.8.8.8/hook",
                "http://1.1.1.1:8080/",
                "https://[2606:4700:4700::1111]/",
                "https://172.15.255.255/",
                "https://172.32.0.0/",
                "https://100.63.255.255/",
                "https://100.128.0.0/",
                "https://11.0.0.0/",
                "https://[2a00::1]:443/"
            })
    void anAddressOnThePublicInternetIsAllowed(String url) {
        assertThat(allowing("").objection(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://127.255.255.254/",
                "http://0.0.0.0/",
                "http://10.1.2.3/",
                "http://172.16.0.1/",
                "http://172.31.255.255/",
                "http://192.168.0.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://100.64.0.1/",
                "http://192.0.0.8/",
                "http://198.18.0.1/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "http://[::1]/",
                "http://[::]/",
                "http://[fe80::1]/",
                "http://[fd00::1]/",
                "http://[ff02::1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:a00:1]/",
                "http://[64:ff9b::a00:1]/",
                "http://[2002:a00:1::]/",
                "http://[2001:db8::1]/",
                "http://[2001::1]/",
                "http://[3fff::1]/",
                "http://localhost/"
            })
    void anAddressThatOnlyThisNetworkCanReachIsForbidden(String url) {
        assertThat(allowing("").objection(url))
                .hasValueSatisfying(objection -> assertThat(objection).contains("is not on the public Internet"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https:///x",
                "https://site.example:0/",
                "https://site.example:65536/",
                "https://1.2.3.400/",
                "https://site.300/",
                "http://2130706433/",
                "http://0x7f.1/",
                "http://127.1/",
                "http://[fe80::1%25eth0]/",
                "https://user@/",
                "x",
                "https://a_b c/"
            })
    void whatHasNoHostThatCanBeReachedIsRejected(String url) {
        assertThat(allowing("").objection(url)).as(url).isPresent();
    }

    @Test
    void aHostNameHasAMaximumLength() {
        assertThat(allowing("").objection("https://" + "a".repeat(64) + ".example/"))
                .isPresent();
        assertThat(allowing("").objection("https://" + "a.".repeat(130) + "example/"))
                .isPresent();
    }

    @Test
    void configuredNetworksAreAllowedAndNoOthers() {
        WebhookTargets targets = allowing("10.20.0.0/16, 127.0.0.1 ,fd00::/8");

        assertThat(targets.objection("http://10.20.255.1/")).isEmpty();
        assertThat(targets.objection("http://127.0.0.1:9000/")).isEmpty();
        assertThat(targets.objection("http://[fd12::1]/")).isEmpty();
        assertThat(targets.objection("http://10.21.0.1/")).isPresent();
        assertThat(targets.objection("http://127.0.0.2/")).isPresent();
        assertThat(targets.objection("http://[fe80::1]/")).isPresent();
    }

    @Test
    void aNetworkOfTheConfigurationMustBeOne() {
        assertThatExceptionOfType(ConfigValidationException.class)
                .isThrownBy(() -> allowing("site.example"))
                .withMessageContaining("site.example is not a network such as 10.0.0.0/8");
    }

    @Test
    void theObjectionDoesNotRevealTheNetwork() {
        assertThat(allowing("").objection("http://localhost/").orElseThrow()).doesNotContain("127.0.0.1", "::1");
    }
}
