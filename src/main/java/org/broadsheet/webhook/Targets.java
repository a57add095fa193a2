package org.broadsheet.webhook;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decides which addresses events may be sent to. Whoever may make a webhook must not come to reach by it what only this
 * machine and its network can reach.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA's special-purpose addresses, IPv4</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">likewise, IPv6</a>
 */
@ApplicationScoped
class Targets {

    private static final List<IPAddress> NOT_PUBLIC = networks(Stream.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20"));

    /** All that is handed out to anybody so far; what else there is has a special purpose. */
    private static final List<IPAddress> PUBLIC_IPV6 = networks(Stream.of("2000::/3"));

    private final List<IPAddress> allowed;

    Targets(WebhookConfig config) {
        this.allowed =
                networks(config.allowedNetworks().orElse(List.of()).stream().map(String::strip));
    }

    private static List<IPAddress> networks(Stream<String> networks) {
        return networks.map(network -> {
                    try {
                        IPAddress parsed = new IPAddressString(network).toAddress();
                        return parsed.toPrefixBlock();
                    } catch (AddressStringException e) {
                        throw new IllegalArgumentException(network + " is no network such as 10.0.0.0/8", e);
                    }
                })
                .toList();
    }

    /**
     * The address to connect to, and no other: a name may lead elsewhere the next moment.
     *
     * @param host a name, or an address as URLs have it
     * @throws UnknownHostException if there is no such host
     * @throws ForbiddenTargetException if any of its addresses is forbidden
     */
    InetAddress resolve(String host) throws UnknownHostException, ForbiddenTargetException {
        InetAddress[] addresses = InetAddress.getAllByName(host.replaceAll("^\\[|]$", ""));
        for (InetAddress address : addresses) {
            if (!isAllowed(address)) {
                throw new ForbiddenTargetException(host);
            }
        }
        return Arrays.stream(addresses).findFirst().orElseThrow();
    }

    private boolean isAllowed(InetAddress address) {
        boolean isPublic =
                !matches(NOT_PUBLIC, address) && (!(address instanceof Inet6Address) || matches(PUBLIC_IPV6, address));
        return isPublic || matches(allowed, address);
    }

    private static boolean matches(List<IPAddress> networks, InetAddress address) {
        IPAddress parsed = new IPAddressGenerator().from(address);
        return networks.stream().anyMatch(network -> network.contains(parsed));
    }

    /** An address that events are not sent to; which one it is stays here, since it tells of the network. */
    static final class ForbiddenTargetException extends Exception {

        private static final long serialVersionUID = 1L;

        ForbiddenTargetException(String host) {
            super(host + " is not on the public Internet, and not in a network that the configuration allows");
        }
    }
}
