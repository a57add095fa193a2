package org.broadsheet.integration.webhook;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Decides to which addresses events may be sent. A caller that may create webhooks must not be able to reach hosts that
 * only this machine and its network can reach.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA's special-purpose addresses, IPv4</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IANA's special-purpose addresses, IPv6</a>
 */
@ApplicationScoped
class WebhookTargets {

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

    /** All unicast addresses that have been allocated so far; the others have a special purpose. */
    private static final List<IPAddress> PUBLIC_IPV6 = networks(Stream.of("2000::/3"));

    private static final int RESOLVERS = 2;

    /**
     * Maximum time that a request waits for a name server; without a result, the host is only checked when events are
     * sent.
     */
    private static final Duration LONGEST_LOOKUP = Duration.ofSeconds(2);

    private final List<IPAddress> allowed;

    /** A name server that does not respond blocks these threads, but no request. */
    private final WorkerExecutor names;

    WebhookTargets(Vertx vertx, WebhookConfig config) {
        this.allowed = config.allowedNetworks().orElse(List.of());
        this.names = vertx.createSharedWorkerExecutor("webhook-names", RESOLVERS);
    }

    private static List<IPAddress> networks(Stream<String> networks) {
        return networks.map(new NetworkConverter()::convert).toList();
    }

    /**
     * Returns why events cannot be sent to a URL; empty if its host cannot be resolved within a time limit. An unknown
     * name may exist later, whereas a forbidden address is reported at once. Must not be called in a transaction, which
     * would last as long as the name server takes.
     */
    Optional<String> objection(String url) {
        try {
            URI uri = URI.create(url);
            if (uri.getHost() == null || !isReachable(uri.getHost()) || uri.getPort() == 0 || uri.getPort() > 65_535) {
                return Optional.of("accepts an http or https address with a host that can be reached");
            }
            lookUp(uri.getHost())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(LONGEST_LOOKUP.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("accepts an http or https address");
        } catch (ExecutionException e) {
            return Optional.of(e.getCause())
                    .filter(ForbiddenTargetException.class::isInstance)
                    .map(Throwable::getMessage);
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Checks whether such a host can exist. An IPv6 zone names an interface of this node, and clients may not send it.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6874#section-4">RFC 6874, section 4</a>
     * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4">RFC 1035, section 2.3.4</a>
     */
    private static boolean isReachable(String host) {
        if (host.startsWith("[")) {
            return !host.contains("%");
        }
        return isAddress(host)
                ? new IPAddressString(host).isIPv4()
                : host.length() <= 253 && Stream.of(host.split("\\.")).allMatch(label -> label.length() <= 63);
    }

    /** A name whose last label is a number is parsed as an IPv4 address. */
    private static boolean isAddress(String host) {
        return host.startsWith("[") || host.matches("(?:.*\\.)?[0-9]+\\.?");
    }

    /**
     * Returns the only address to connect to, since the name may resolve to another one later. Fails with an {@link
     * UnknownHostException} if there is no such host, and with a {@link ForbiddenTargetException} if any of its
     * addresses is forbidden.
     *
     * @param host a name, or an address as in URLs; an address does not wait for names that are being resolved
     */
    Future<InetAddress> lookUp(String host) {
        if (!isAddress(host)) {
            return names.executeBlocking(() -> resolve(host), false);
        }
        try {
            return Future.succeededFuture(resolve(host));
        } catch (UnknownHostException | ForbiddenTargetException e) {
            return Future.failedFuture(e);
        }
    }

    private InetAddress resolve(String host) throws UnknownHostException, ForbiddenTargetException {
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

    /** Thrown for a host with a forbidden address; the message omits the address, which would reveal the network. */
    static final class ForbiddenTargetException extends Exception {

        private static final long serialVersionUID = 1L;

        ForbiddenTargetException(String host) {
            super(host + " is not on the public Internet, nor in a network that the configuration allows");
        }
    }
}
