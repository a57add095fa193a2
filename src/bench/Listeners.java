import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Opens many connections to the event stream, publishes, and measures the time from the response to the publish request
 * until the last listener has the event. The baseline is a loop that writes the same bytes to the same number of
 * sockets. Run by {@code listen.sh}.
 */
public class Listeners {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** The end of an event's data, which occurs nowhere else in the stream. */
    private static final byte[] END = "}\n\n".getBytes(StandardCharsets.US_ASCII);

    private static URI base;
    private static String key;

    public static void main(String[] arguments) throws Exception {
        base = URI.create(arguments[0]);
        key = arguments[1];
        long process = Long.parseLong(arguments[2]);
        int listeners = Integer.parseInt(arguments[3]);
        int rounds = Integer.parseInt(arguments[4]);
        String story = newStory();
        publish(story, -1);

        Memory before = Memory.of(process);
        Connections connections = new Connections(listeners, new InetSocketAddress(base.getHost(), base.getPort()));
        connections.send("GET /v1/changes/stream HTTP/1.1\r\nHost: bench\r\n\r\n");
        connections.awaitAll();
        Thread.sleep(2_000);
        Memory after = Memory.of(process);
        List<Double> delays = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            long responded = publish(story, round);
            long last = connections.awaitEvents(listeners * (round + 1));
            delays.add(Math.max(0, last - responded) / 1e6);
        }
        int bytes = (int) (connections.bytes.get() / listeners / rounds);
        connections.close();
        List<Double> bare = bare(listeners, rounds, bytes);

        System.out.printf(
                Locale.ROOT,
                "| | %d listeners, %,d bytes per event, %d events |%n|---|---|%n"
                        + "| heap per listener | %.1f KiB |%n| resident memory per listener | %.1f KiB |%n"
                        + "| threads before, with all listeners | %d, %d |%n"
                        + "| from the response to the publish request to the last listener, p50, p99 | %.1f ms, %.1f ms |%n"
                        + "| a loop over the same number of sockets, p50, p99 | %.1f ms, %.1f ms |%n"
                        + "| ratio of the p50s | %.1f |%n",
                listeners,
                bytes,
                rounds,
                (after.heap - before.heap) / 1024.0 / listeners,
                (after.resident - before.resident) / 1024.0 / listeners,
                before.threads,
                after.threads,
                percentile(delays, 50),
                percentile(delays, 99),
                percentile(bare, 50),
                percentile(bare, 99),
                percentile(delays, 50) / percentile(bare, 50));
        System.exit(0);
    }

    private static double percentile(List<Double> times, int percent) {
        List<Double> sorted = times.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    private static List<Double> bare(int listeners, int rounds, int bytes) throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(loopback(), 0), listeners)) {
            CompletableFuture<List<SocketChannel>> accepted = CompletableFuture.supplyAsync(() -> accept(server, listeners));
            Connections connections = new Connections(listeners, (InetSocketAddress) server.getLocalAddress());
            List<SocketChannel> sockets = accepted.get();
            ByteBuffer event = ByteBuffer.allocateDirect(bytes);
            event.position(bytes - END.length);
            event.put(END);
            List<Double> times = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                long start = System.nanoTime();
                for (SocketChannel socket : sockets) {
                    event.clear();
                    while (event.hasRemaining()) {
                        socket.write(event);
                    }
                }
                times.add((connections.awaitEvents(listeners * (round + 1)) - start) / 1e6);
                Thread.sleep(100);
            }
            connections.close();
            return times;
        }
    }

    private static List<SocketChannel> accept(ServerSocketChannel server, int number) {
        try {
            List<SocketChannel> sockets = new ArrayList<>();
            while (sockets.size() < number) {
                sockets.add(server.accept());
            }
            return sockets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    private static String newStory() throws Exception {
        HttpResponse<String> made = send("POST", "/v1/admin/stories", """
                {"title": "Sent to all listeners", "excerpt": "Again and again.", "category": "industry",
                 "authors": ["zoe-lindqvist"], "body": {"format": "markdown", "source": "%s"}}"""
                .formatted("Some words that take no time to read. ".repeat(60)));
        return "/v1/admin/stories/" + find(made.body(), "\"id\":\"([^\"]+)\"");
    }

    /** @return the time of the response */
    private static long publish(String story, int round) throws Exception {
        Thread.sleep(100);
        send("PATCH", story, "{\"excerpt\": \"Round " + round + "\"}");
        send("POST", story + "/publish", "{}");
        return System.nanoTime();
    }

    private static HttpResponse<String> send(String method, String path, String content) throws Exception {
        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(base.resolve(path))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .header("If-Match", "*")
                        .method(method, HttpRequest.BodyPublishers.ofString(content))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(response.body());
        }
        return response;
    }

    private static String find(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        if (!found.find()) {
            throw new IllegalStateException(text);
        }
        return found.group(1);
    }

    /** The memory and the threads of a process, after garbage collection. */
    private record Memory(long heap, long resident, int threads) {

        static Memory of(long process) throws Exception {
            jcmd(process, "GC.run");
            Thread.sleep(1_000);
            jcmd(process, "GC.run");
            String status = Files.readString(Path.of("/proc/" + process + "/status"));
            return new Memory(
                    1024 * Long.parseLong(find(jcmd(process, "GC.heap_info"), "used ([0-9]+)K")),
                    1024 * Long.parseLong(find(status, "VmRSS:\\s+([0-9]+) kB")),
                    Integer.parseInt(find(status, "Threads:\\s+([0-9]+)")));
        }

        private static String jcmd(long process, String command) throws IOException {
            String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            Process run = new ProcessBuilder(jcmd, Long.toString(process), command)
                    .redirectErrorStream(true)
                    .start();
            return new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Many connections, read by one thread. */
    private static final class Connections {

        private final Selector selector = Selector.open();
        private final List<SocketChannel> sockets = new ArrayList<>();
        private final AtomicLong bytes = new AtomicLong();
        private final AtomicInteger events = new AtomicInteger();
        private final AtomicInteger receiving = new AtomicInteger();
        private volatile long last;

        Connections(int number, InetSocketAddress address) throws IOException {
            for (int connection = 0; connection < number; connection++) {
                SocketChannel socket = SocketChannel.open(address);
                socket.configureBlocking(false);
                socket.register(selector, SelectionKey.OP_READ, new int[2]);
                sockets.add(socket);
            }
            Thread reader = new Thread(this::read);
            reader.setDaemon(true);
            reader.start();
        }

        void send(String request) throws IOException {
            for (SocketChannel socket : sockets) {
                socket.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            }
        }

        private void read() {
            ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
            try {
                while (true) {
                    selector.select(key -> take(key, buffer));
                }
            } catch (java.nio.channels.ClosedSelectorException | IOException e) {
                // close() was called.
            }
        }

        /** The attachment has the number of bytes of {@link #END} that have been read, and the number of reads. */
        private void take(SelectionKey key, ByteBuffer buffer) {
            try {
                buffer.clear();
                int read = ((SocketChannel) key.channel()).read(buffer);
                if (read < 0) {
                    throw new IllegalStateException("The connection of a listener was closed");
                }
                int[] seen = (int[]) key.attachment();
                if (seen[1]++ == 0) {
                    receiving.incrementAndGet();
                }
                if (events.get() > 0 || seen[1] > 1) {
                    bytes.addAndGet(read);
                }
                buffer.flip();
                while (buffer.hasRemaining()) {
                    byte next = buffer.get();
                    seen[0] = next == END[seen[0]] ? seen[0] + 1 : next == END[0] ? 1 : 0;
                    if (seen[0] == END.length) {
                        seen[0] = 0;
                        last = System.nanoTime();
                        events.incrementAndGet();
                    }
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        /** @return the time of the last event */
        long awaitEvents(int number) throws InterruptedException {
            for (int wait = 0; events.get() < number; wait++) {
                if (wait > 60_000) {
                    throw new IllegalStateException("Only " + events.get() + " events of " + number);
                }
                Thread.sleep(1);
            }
            return last;
        }

        /** Waits until each connection has received something. */
        void awaitAll() throws InterruptedException {
            while (receiving.get() < sockets.size()) {
                Thread.sleep(10);
            }
        }

        void close() throws IOException {
            selector.close();
            for (SocketChannel socket : sockets) {
                socket.close();
            }
        }
    }
}
