import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures the response times of a cached list on 20 connections with a constant rate, alone and during bursts: streams
 * that open within a second, and uncached lists that are requested at once. A thread of this program, which responds to
 * one byte with one byte, is read at the same rate: its response times show the load of the processors. Run by
 * {@code bursts.sh} with the port of a program, the number of requests of a burst and the number of rounds.
 */
public class Bursts {

    private static final int METERS = 20;
    private static final long EVERY = 100_000_000;
    private static final String END = " HTTP/1.1\r\nHost: bench\r\n\r\n";
    private static final byte[] CACHED = ascii("GET /v1/stories?limit=20" + END);
    private static final int WARM_UPS = 2;
    private static final int FIRST_YEAR = 1950;

    private static int port;
    private static int number;
    private static int burstsOfLists;

    public static void main(String[] arguments) throws Exception {
        port = Integer.parseInt(arguments[0]);
        number = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        int echo = echo();
        for (int round = 0; round < WARM_UPS; round++) {
            during(() -> Thread.sleep(5_000), echo);
            during(Bursts::streams, echo);
            during(Bursts::lists, echo);
        }
        List<Times> idle = new ArrayList<>();
        List<Times> streams = new ArrayList<>();
        List<Times> lists = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            idle.add(during(() -> Thread.sleep(5_000), echo));
            streams.add(during(Bursts::streams, echo));
            lists.add(during(Bursts::lists, echo));
        }
        System.out.printf(
                Locale.ROOT,
                "medians of %d rounds; %,d requests per burst%n| | p50 ms | p99 ms | max ms | p99 / idle | lasts s | echo p99 ms |%n"
                        + "|---|--:|--:|--:|--:|--:|--:|%n",
                rounds,
                number);
        double reference = Times.median(idle, Times::p99);
        print("idle", idle, reference);
        print("streams that open within a second", streams, reference);
        print("uncached lists at once", lists, reference);
        System.exit(0);
    }

    private static void print(String name, List<Times> rounds, double reference) {
        double p99 = Times.median(rounds, Times::p99);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.1f | %.1f | %.1f | %.2f |%n",
                name,
                Times.median(rounds, times -> times.millis(0.5)),
                p99,
                Times.median(rounds, times -> times.millis(1)),
                p99 / reference,
                Times.median(rounds, times -> times.seconds),
                Times.median(rounds, times -> times.echo));
    }

    private interface Burst {
        void run() throws Exception;
    }

    /**
     * The results of a burst.
     *
     * @param nanos the response times of the cached list, in ascending order
     * @param echo the 99th percentile of the echo thread in milliseconds
     */
    private record Times(long[] nanos, double echo, double seconds) {

        double millis(double part) {
            return Bursts.millis(nanos, part);
        }

        double p99() {
            return millis(0.99);
        }

        static double median(List<Times> rounds, java.util.function.ToDoubleFunction<Times> figure) {
            double[] figures = rounds.stream().mapToDouble(figure).sorted().toArray();
            return figures[figures.length / 2];
        }
    }

    private static double millis(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, (long) (sorted.length * part))] / 1e6;
    }

    private static Times during(Burst burst, int echo) throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        List<Meter> cached = meters(port, CACHED, isOver);
        List<Meter> bare = meters(echo, new byte[] {1}, isOver);
        Thread.sleep(500);
        cached.forEach(meter -> meter.recording = true);
        bare.forEach(meter -> meter.recording = true);
        long began = System.nanoTime();
        burst.run();
        isOver.set(true);
        double seconds = (System.nanoTime() - began) / 1e9;
        Times times = new Times(times(cached), millis(times(bare), 0.99), seconds);
        Thread.sleep(2_000);
        return times;
    }

    private static List<Meter> meters(int port, byte[] request, AtomicBoolean isOver) throws Exception {
        List<Meter> meters = new ArrayList<>();
        for (int number = 0; number < METERS; number++) {
            meters.add(new Meter(port, request, isOver));
            LockSupport.parkNanos(EVERY / METERS);
        }
        return meters;
    }

    private static long[] times(List<Meter> meters) throws InterruptedException {
        List<long[]> times = new ArrayList<>();
        for (Meter meter : meters) {
            times.add(meter.times());
        }
        return times.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    }

    /**
     * Sends the same request at fixed times, or as soon as the previous response is complete. The response time counts
     * from the fixed time.
     */
    private static final class Meter {

        private final byte[] request;
        private final AtomicBoolean isOver;
        private final Socket socket;
        private final Thread thread = new Thread(this::read);
        private final long[] nanos = new long[10_000];
        private int count;
        private volatile boolean recording;

        Meter(int port, byte[] request, AtomicBoolean isOver) throws IOException {
            this.request = request;
            this.isOver = isOver;
            this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            thread.start();
        }

        private void read() {
            byte[] buffer = new byte[1 << 16];
            try (socket) {
                long appointed = System.nanoTime();
                while (!isOver.get()) {
                    appointed += EVERY;
                    LockSupport.parkNanos(appointed - System.nanoTime());
                    socket.getOutputStream().write(request);
                    receive(socket.getInputStream(), buffer);
                    if (recording) {
                        nanos[count++] = System.nanoTime() - appointed;
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void receive(InputStream in, byte[] buffer) throws IOException {
            int length = in.read(buffer);
            if (request.length > 1) {
                String head = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
                int content = head.indexOf("\r\n\r\n") + 4;
                int at = head.toLowerCase(Locale.ROOT).indexOf("content-length: ") + "content-length: ".length();
                int whole = content + Integer.parseInt(head.substring(at, head.indexOf('\r', at)));
                if (!head.startsWith("HTTP/1.1 200")) {
                    throw new IOException(head);
                }
                for (int more = length; more < whole; more += in.read(buffer)) {}
            }
        }

        long[] times() throws InterruptedException {
            thread.join();
            return Arrays.copyOf(nanos, count);
        }
    }

    private static int echo() throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread accepting = new Thread(() -> {
            try {
                while (true) {
                    Socket socket = server.accept();
                    socket.setTcpNoDelay(true);
                    Thread responding = new Thread(() -> respond(socket));
                    responding.setDaemon(true);
                    responding.start();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        accepting.setDaemon(true);
        accepting.start();
        return server.getLocalPort();
    }

    private static void respond(Socket socket) {
        try (socket) {
            for (int octet = socket.getInputStream().read(); octet >= 0; octet = socket.getInputStream().read()) {
                socket.getOutputStream().write(octet);
            }
        } catch (IOException e) {
            // The meter has closed the connection.
        }
    }

    private static void streams() throws Exception {
        try (Clients clients = new Clients()) {
            long began = System.nanoTime();
            for (int client = 0; client < number; client++) {
                LockSupport.parkNanos(began + client * 1_000_000_000L / number - System.nanoTime());
                clients.open().write(ByteBuffer.wrap(ascii("GET /v1/changes/stream" + END)));
                clients.readNow();
            }
            clients.awaitResponses(number);
        }
    }

    private static void lists() throws Exception {
        int year = FIRST_YEAR + burstsOfLists++;
        try (Clients clients = new Clients()) {
            for (int client = 0; client < number; client++) {
                clients.open();
            }
            for (int client = 0; client < number; client++) {
                String time = "%d-01-%02dT%02d:%02d:00Z"
                        .formatted(year, 1 + client / 1_440, client / 60 % 24, client % 60);
                clients.sockets.get(client).write(ByteBuffer.wrap(ascii("GET /v1/stories?publishedAfter=" + time + END)));
            }
            clients.awaitResponses(number);
        }
    }

    /** Many connections, each of which expects one response. */
    private static final class Clients implements AutoCloseable {

        private final Selector selector = Selector.open();
        private final List<SocketChannel> sockets = new ArrayList<>();
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
        private int responses;

        Clients() throws IOException {}

        SocketChannel open() throws IOException {
            SocketChannel socket = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.configureBlocking(false);
            socket.register(selector, SelectionKey.OP_READ);
            sockets.add(socket);
            return socket;
        }

        void readNow() throws IOException {
            selector.selectNow(this::read);
        }

        void awaitResponses(int expected) throws IOException {
            long began = System.nanoTime();
            while (responses < expected) {
                selector.select(this::read, 1_000);
                if (System.nanoTime() - began > 60_000_000_000L) {
                    throw new IOException("Only " + responses + " of " + expected + " responses");
                }
            }
        }

        private void read(SelectionKey key) {
            try {
                buffer.clear();
                int read = ((SocketChannel) key.channel()).read(buffer);
                if (read < 0) {
                    throw new IOException("A connection was closed");
                }
                buffer.flip();
                if (key.attachment() == null) {
                    key.attach(true);
                    byte[] status = new byte[12];
                    buffer.get(status);
                    String line = new String(status, StandardCharsets.US_ASCII);
                    if (!line.equals("HTTP/1.1 200")) {
                        throw new IOException(line);
                    }
                    responses++;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            for (SocketChannel socket : sockets) {
                socket.close();
            }
            selector.close();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
