package org.broadsheet.identity.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailedAttemptsTest {

    private final FailedAttempts attempts = new FailedAttempts();

    private static SocketAddress address(String host) {
        return SocketAddress.inetSocketAddress(443, host);
    }

    private void fail(String host, int times) {
        for (int time = 0; time < times; time++) {
            attempts.failed(address(host));
        }
    }

    @Test
    void anAddressHasAFewAttempts() {
        fail("192.0.2.1", FailedAttempts.ALLOWED - 1);
        assertThat(attempts.waitFor(address("192.0.2.1"))).isZero();

        fail("192.0.2.1", 1);
        assertThat(attempts.waitFor(address("192.0.2.1"))).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void moreFailuresDoNotMakeTheWaitLonger() {
        fail("192.0.2.1", 1_000);

        assertThat(attempts.waitFor(address("192.0.2.1"))).isLessThanOrEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void othersDoNotWait() {
        fail("192.0.2.1", FailedAttempts.ALLOWED);
        fail("2001:db8::1", FailedAttempts.ALLOWED);

        assertThat(attempts.waitFor(address("192.0.2.2"))).isZero();
        assertThat(attempts.waitFor(address("2001:db8:0:1::1"))).isZero();
        assertThat(attempts.waitFor(address("2001:db8::2")))
                .as("it may be the same client")
                .isPositive();
    }
}
