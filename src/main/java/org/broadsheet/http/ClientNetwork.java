package org.broadsheet.http;

import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** Names who is behind an address, for limits that each client has. */
public final class ClientNetwork {

    private ClientNetwork() {}

    /**
     * Whoever has one IPv6 address has the other 2^64 of its network as well.
     *
     * @param address of a request, as far as proxies that are trusted say; null where the client has gone
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
