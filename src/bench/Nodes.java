import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Measures two nodes on one database. Run by {@code nodes.sh}:
 *
 * <ul>
 *   <li>{@code pairs <number>}: writes on the first node and reads each write back there at once; prints the number of
 *       stale responses.
 *   <li>{@code fresh <number>}: writes on the first node; prints the time from the response until the second node shows
 *       the change.
 *   <li>{@code mixed <seconds> <rate>}: sends requests at this rate to both nodes; five per cent of them are writes.
 * </ul>
 */
public class Nodes {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();
    private static final Pattern SLUG = Pattern.compile("\"slug\":\"([^\"]+)\"");
    private static final Pattern NAME = Pattern.compile("\"name\":\"Round (\\d+)\"");
    private static final int WRITERS = 4;

    /**
     * The maximum number of requests without a response. Further requests wait, and this time is part of their response
     * time.
     */
    private static final int MAX_CONCURRENT = 256;

    private static String first;
    private static String second;
    private static String key;

    public static void main(String[] arguments) throws Exception {
        first = arguments[0];
        second = arguments[1];
        key = arguments[2];
        int number = Integer.parseInt(arguments[4]);
        switch (arguments[3]) {
            case "pairs" -> pairs(number);
            case "fresh" -> fresh(number);
            default -> mixed(number, Integer.parseInt(arguments[5]), Arrays.copyOfRange(arguments, 6, arguments.length));
        }
        System.exit(0);
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    private static HttpRequest renaming(String node, String author, int round) {
        return HttpRequest.newBuilder(URI.create(node + "/v1/admin/authors/" + author))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/merge-patch+json")
                .header("If-Match", "*")
                .method("PATCH", BodyPublishers.ofString("{\"name\": \"Round " + round + "\"}"))
                .build();
    }

    private static void rename(String node, String author, int round) throws IOException, InterruptedException {
        HttpResponse<String> response = HTTP.send(renaming(node, author, round), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + ": " + response.body());
        }
    }

    /** Returns the number in the author's name, as a list of stories has it. */
    private static int shown(String node, String author) throws IOException, InterruptedException {
        HttpResponse<String> response = get(node + "/v1/authors/" + author + "/stories?limit=3");
        Matcher name = NAME.matcher(response.body());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + ": " + response.body());
        }
        return name.find() ? Integer.parseInt(name.group(1)) : -1;
    }

    private static List<String> slugs(String path) throws IOException, InterruptedException {
        return SLUG.matcher(get(first + path).body())
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toList());
    }

    private static void pairs(int number) throws Exception {
        List<Callable<Integer>> writers = new ArrayList<>();
        for (String author : slugs("/v1/authors?limit=" + WRITERS)) {
            writers.add(() -> {
                int stale = 0;
                for (int round = 0; round < number / WRITERS; round++) {
                    shown(first, author);
                    rename(first, author, round);
                    stale += shown(first, author) == round ? 0 : 1;
                }
                return stale;
            });
        }
        int stale = 0;
        for (Future<Integer> writer : THREADS.invokeAll(writers)) {
            stale += writer.get();
        }
        System.out.printf("%,d writes, each read back at once on the same node: %d stale%n", number, stale);
    }

    private static void fresh(int number) throws Exception {
        String author = slugs("/v1/authors?limit=1").get(0);
        double[] millis = new double[number];
        for (int round = 0; round < number; round++) {
            shown(second, author);
            rename(first, author, round);
            long responded = System.nanoTime();
            while (shown(second, author) != round) {
                Thread.sleep(1);
            }
            millis[round] = (System.nanoTime() - responded) / 1e6;
            Thread.sleep(ThreadLocalRandom.current().nextInt(20));
        }
        print("from the response to a write on one node until the other shows it", millis);
    }

    private static void print(String what, double[] millis) {
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%,d × %s: p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                millis.length,
                what,
                millis[millis.length / 2],
                millis[millis.length * 99 / 100],
                millis[millis.length - 1]);
    }

    private static void mixed(int seconds, int rate, String[] processes) throws Exception {
        List<String> reads = new ArrayList<>(List.of("/v1/stories", "/v1/categories", "/v1/tags?limit=100"));
        slugs("/v1/stories?limit=40&fields=slug").forEach(slug -> reads.add("/v1/stories/" + slug + "?include=related"));
        slugs("/v1/categories").forEach(slug -> reads.add("/v1/categories/" + slug + "/stories"));
        List<String> authors = slugs("/v1/authors");
        var readTimes = new ConcurrentLinkedQueue<Double>();
        var writeTimes = new ConcurrentLinkedQueue<Double>();
        AtomicInteger errors = new AtomicInteger();
        AtomicInteger hits = new AtomicInteger();
        Semaphore concurrent = new Semaphore(MAX_CONCURRENT);
        long began = System.nanoTime();
        long total = (long) seconds * rate;
        for (long sent = 0; sent < total; sent++) {
            long due = began + sent * 1_000_000_000L / rate;
            for (long ahead = due - System.nanoTime(); ahead > 0; ahead = due - System.nanoTime()) {
                Thread.sleep(Duration.ofNanos(ahead).toMillis(), (int) (ahead % 1_000_000));
            }
            if (sent % (10L * rate) == 0) {
                System.out.printf("%4d s  %s%n", sent / rate, memory(processes));
            }
            boolean write = sent % 20 == 19;
            String node = ThreadLocalRandom.current().nextBoolean() ? first : second;
            HttpRequest request = write
                    ? renaming(node, pick(authors), (int) sent)
                    : HttpRequest.newBuilder(URI.create(node + pick(reads))).build();
            concurrent.acquire();
            HTTP.sendAsync(request, BodyHandlers.ofString()).whenComplete((response, failure) -> {
                concurrent.release();
                (write ? writeTimes : readTimes).add((System.nanoTime() - due) / 1e6);
                if (failure != null || response.statusCode() != 200) {
                    errors.incrementAndGet();
                } else if (response.headers().firstValue("Cache-Status").filter("Broadsheet; hit"::equals).isPresent()) {
                    hits.incrementAndGet();
                }
            });
        }
        concurrent.acquire(MAX_CONCURRENT);
        System.out.printf("%4d s  %s%n", seconds, memory(processes));
        System.out.printf(
                Locale.ROOT,
                "%,d requests at %,d per second, errors: %d, cache hits of the reads: %.1f %%%n",
                total,
                rate,
                errors.get(),
                100.0 * hits.get() / readTimes.size());
        print("read", readTimes.stream().mapToDouble(Double::doubleValue).toArray());
        print("write", writeTimes.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static String pick(List<String> values) {
        return values.get(ThreadLocalRandom.current().nextInt(values.size()));
    }

    private static String memory(String[] processes) throws IOException {
        List<String> resident = new ArrayList<>();
        for (String process : processes) {
            for (String line : Files.readAllLines(Path.of("/proc", process, "status"))) {
                if (line.startsWith("VmRSS:")) {
                    resident.add(Integer.parseInt(line.replaceAll("\\D", "")) / 1024 + " MiB");
                }
            }
        }
        return String.join(", ", resident);
    }
}
