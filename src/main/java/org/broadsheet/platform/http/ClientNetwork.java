package org.broadsheet.platform.http;

import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** Identifies the client behind an address, for limits per client. */
public final class ClientNetwork {

    private ClientNetwork() {}

    /**
     * Returns the network of an IPv6 address, because its client controls the other 2^64 addresses too.
     *
     * @param address of a request, as trusted proxies report it; null if the client has disconnected
     */
    public static String of(SocketAddress address) {
        String text = address == null ? null : address.hostAddress();
        if (text == null || text.indexOf(':') < 0) {
            return String.valueOf(text);
        }
        try {
            InetAddress parsed = InetAddress.getByName(text);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), 8))
                    : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return text;
        }
    }
}
