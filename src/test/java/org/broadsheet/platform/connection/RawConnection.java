package org.broadsheet.platform.connection;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A connection that sends requests as they are, which may be ones that no client would send. */
public final class RawConnection implements AutoCloseable {

    private final int port;
    private Socket socket;
    private InputStream in;

    public RawConnection(int port) {
        this.port = port;
    }

    /**
     * A response.
     *
     * @param headers by name in lower case; the values of several lines joined by {@code |}
     * @param content each octet as one character
     */
    public record RawResponse(int status, Map<String, String> headers, String content) {}

    /** @param request each octet as one character; the whole request */
    public RawResponse send(String request) throws IOException {
        byte[] octets = request.getBytes(StandardCharsets.ISO_8859_1);
        boolean isHead = request.startsWith("HEAD ");
        if (socket != null) {
            try {
                return exchange(octets, isHead);
            } catch (EOFException | java.net.SocketException e) {
                // The server has closed the connection after the response before.
                close();
            }
        }
        open();
        return exchange(octets, isHead);
    }

    /** Sends, and does not wait for a response. */
    public void sendOnly(String text) throws IOException {
        open();
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Of the response to what was sent, for which many others may come first; waits for its first line only. */
    public int status() throws IOException {
        socket.setSoTimeout(60_000);
        return Integer.parseInt(line().split(" ")[1]);
    }

    private void open() throws IOException {
        socket = new Socket("localhost", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    private RawResponse exchange(byte[] octets, boolean isHead) throws IOException {
        socket.getOutputStream().write(octets);
        String line = line();
        int status = Integer.parseInt(line.split(" ")[1]);
        Map<String, String> headers = new TreeMap<>();
        for (line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (first, second) -> first + "|" + second);
        }
        boolean isEmpty = isHead || status == 304 || status == 204;
        String content = isEmpty ? "" : content(headers);
        if (headers.getOrDefault("connection", "").equalsIgnoreCase("close")) {
            close();
        }
        return new RawResponse(status, headers, content);
    }

    private String content(Map<String, String> headers) throws IOException {
        if (headers.containsKey("content-length")) {
            return text(in.readNBytes(Integer.parseInt(headers.get("content-length"))));
        }
        if (!headers.containsKey("transfer-encoding")) {
            return text(in.readAllBytes());
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int length;
        do {
            length = Integer.parseInt(line(), 16);
            whole.write(in.readNBytes(length));
            line();
        } while (length > 0);
        return text(whole.toByteArray());
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("The connection ended within a line: " + line);
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
