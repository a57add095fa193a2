package org.broadsheet.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.SocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientNetworkTest {

    private static String network(String address) {
        return ClientNetwork.of(SocketAddress.inetSocketAddress(443, address));
    }

    @Test
    void anIpv4AddressIsAClient() {
        assertThat(network("192.0.2.1")).isEqualTo("192.0.2.1").isNotEqualTo(network("192.0.2.2"));
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8::1, 2001:db8::2",
        "2001:db8:0:0:1:2:3:4, 2001:db8::ffff:ffff:ffff:ffff",
        "2001:DB8::1, 2001:db8:0::1"
    })
    void theAddressesOfAnIpv6NetworkAreOneClient(String one, String other) {
        assertThat(network(one)).isEqualTo(network(other));
    }

    @Test
    void anotherIpv6NetworkIsAnotherClient() {
        assertThat(network("2001:db8:0:1::1")).isNotEqualTo(network("2001:db8:0:2::1"));
    }

    @Test
    void anIpv4AddressWithinIpv6IsThatClient() {
        assertThat(network("::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
    }

    @Test
    void whatIsNoAddressIsAClientToo() {
        assertThat(ClientNetwork.of(null)).isEqualTo("null");
        assertThat(ClientNetwork.of(SocketAddress.domainSocketAddress("/run/broadsheet")))
                .isNotEmpty();
    }
}
