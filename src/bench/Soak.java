import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sends a mixed load to one node and prints its memory every ten seconds. Run by {@code soak.sh}. Of a hundred
 * requests, 60 are for a story with related ones, 18 for lists, 12 for searches, 6 for completions, and 4 are writes,
 * which publish or unpublish a story or rename an author.
 */
public class Soak {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Pattern SLUG = Pattern.compile("\"slug\":\"([^\"]+)\"");
    private static final Pattern TITLE = Pattern.compile("\"title\":\"([^\"]+)\"");
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>; rel=\"next\"");
    private static final int MAX_CONCURRENT = 64;
    private static final int STORIES = 5_000;
    private static final int REPORT_SECONDS = 10;

    private static final Map<String, AtomicLong> failures = new ConcurrentHashMap<>();
    private static final Map<String, List<Double>> times = new ConcurrentHashMap<>();
    private static String node;
    private static String key;
    private static List<String> words;

    /**
     * @param arguments the address of the node, the key, the seconds, the requests per second, the process ids of
     *     the JVM and of the postmaster, and the folder of the control group, if there is one
     */
    public static void main(String[] arguments) throws Exception {
        node = arguments[0];
        key = arguments[1];
        int seconds = Integer.parseInt(arguments[2]);
        int rate = Integer.parseInt(arguments[3]);
        Memory memory = new Memory(arguments[4], arguments[5], arguments.length > 6 ? arguments[6] : null);
        List<String> slugs = new ArrayList<>();
        List<String> titles = new ArrayList<>();
        for (String path = "/v1/stories?limit=100&sort=title&fields=slug,title";
                path != null && slugs.size() < STORIES; ) {
            HttpResponse<String> page = get(path);
            SLUG.matcher(page.body()).results().map(match -> match.group(1)).forEach(slugs::add);
            TITLE.matcher(page.body()).results().map(match -> match.group(1)).forEach(titles::add);
            path = page.headers()
                    .firstValue("Link")
                    .map(NEXT::matcher)
                    .filter(Matcher::find)
                    .map(next -> next.group(1))
                    .orElse(null);
        }
        words = titles.stream()
                .flatMap(title -> Arrays.stream(title.split("[^\\p{L}]+")))
                .filter(word -> word.length() > 3)
                .distinct()
                .toList();
        List<String> categories = all("/v1/categories", SLUG);
        List<String> authors = all("/v1/authors?limit=50", SLUG);
        String[] own = new String[20];
        for (int number = 0; number < own.length; number++) {
            own[number] = create(number, categories.get(0), authors.get(0));
        }
        System.out.printf("%,d stories to read, %,d words to search for%n", slugs.size(), words.size());

        Semaphore concurrent = new Semaphore(MAX_CONCURRENT);
        long began = System.nanoTime();
        long total = (long) seconds * rate;
        for (long sent = 0; sent < total; sent++) {
            long due = began + sent * 1_000_000_000L / rate;
            for (long ahead = due - System.nanoTime(); ahead > 0; ahead = due - System.nanoTime()) {
                Thread.sleep(ahead / 1_000_000, (int) (ahead % 1_000_000));
            }
            if (sent % ((long) REPORT_SECONDS * rate) == 0) {
                System.out.printf("%5d s  %s%n", sent / rate, memory.now());
            }
            int kind = ThreadLocalRandom.current().nextInt(100);
            concurrent.acquire();
            if (kind < 60) {
                send("story", read("/v1/stories/" + pick(slugs) + "?include=related"), due, concurrent);
            } else if (kind < 70) {
                send("list", read("/v1/categories/" + pick(categories) + "/stories?limit=20"), due, concurrent);
            } else if (kind < 78) {
                send("list", read("/v1/authors/" + pick(authors) + "/stories?include=body&limit=10"), due, concurrent);
            } else if (kind < 90) {
                send("search", read("/v1/search?q=" + query(pick(words) + " " + pick(words))), due, concurrent);
            } else if (kind < 96) {
                send(
                        "completion",
                        read("/v1/search/suggest?q=" + query(pick(words).substring(0, 2))),
                        due,
                        concurrent);
            } else if (kind < 98) {
                send(
                        "write",
                        write("/v1/admin/authors/" + pick(authors), "PATCH", "{\"name\": \"Round " + sent + "\"}"),
                        due,
                        concurrent);
            } else {
                String story = own[(int) (sent / 7 % own.length)];
                String verb = ThreadLocalRandom.current().nextBoolean() ? "publish" : "unpublish";
                send("write", write("/v1/admin/stories/" + story + "/" + verb, "POST", ""), due, concurrent);
            }
        }
        concurrent.acquire(MAX_CONCURRENT);
        System.out.printf("%5d s  %s%n", seconds, memory.now());
        System.out.printf(
                "%,d requests at %,d per second; failed: %s%n",
                total, rate, failures.isEmpty() ? "none" : new TreeMap<>(failures));
        new TreeMap<>(times).forEach(Soak::print);
        System.out.println(memory.peak());
        System.exit(failures.isEmpty() ? 0 : 1);
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = HTTP.send(read(path), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + response.statusCode() + " " + response.body());
        }
        return response;
    }

    private static List<String> all(String path, Pattern member) throws IOException, InterruptedException {
        return member.matcher(get(path).body())
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String create(int number, String category, String author)
            throws IOException, InterruptedException {
        String story = """
                {"title": "Soak %d %d", "excerpt": "It comes and goes.", "category": "%s", "authors": ["%s"],
                 "body": {"format": "markdown", "source": "%s"}}"""
                .formatted(number, System.nanoTime(), category, author, "It comes and goes. ".repeat(100));
        HttpResponse<String> response = HTTP.send(write("/v1/admin/stories", "POST", story), BodyHandlers.ofString());
        if (response.statusCode() != 201) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        return response.headers().firstValue("Location").orElseThrow().replaceAll(".*/", "");
    }

    private static HttpRequest read(String path) {
        return HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : node + path))
                .build();
    }

    private static HttpRequest write(String path, String method, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(node + path)).header("Authorization", "Bearer " + key);
        if (!path.equals("/v1/admin/stories")) {
            request.header("If-Match", "*");
        }
        if (!body.isEmpty()) {
            request.header(
                    "Content-Type", method.equals("PATCH") ? "application/merge-patch+json" : "application/json");
        }
        return request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
    }

    private static String query(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Sends a request. A 409 of a write is no failure: the story was already published or not published. */
    private static void send(String kind, HttpRequest request, long due, Semaphore concurrent) {
        HTTP.sendAsync(request, BodyHandlers.ofString()).whenComplete((response, failure) -> {
            concurrent.release();
            List<Double> millis = times.computeIfAbsent(kind, any -> new ArrayList<>());
            synchronized (millis) {
                millis.add((System.nanoTime() - due) / 1e6);
            }
            boolean conflict = kind.equals("write") && failure == null && response.statusCode() == 409;
            if (failure != null || response.statusCode() != 200 && !conflict) {
                String what = kind + " " + (failure == null ? response.statusCode() : failure.toString());
                if (failures.computeIfAbsent(what, any -> new AtomicLong()).incrementAndGet() == 1) {
                    System.out.println(request.uri() + ": " + (failure == null ? response.body() : failure));
                }
            }
        });
    }

    private static String pick(List<String> values) {
        return values.get(ThreadLocalRandom.current().nextInt(values.size()));
    }

    private static void print(String kind, List<Double> millis) {
        double[] sorted =
                millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%-10s %,9d  p50 %7.1f ms  p99 %8.1f ms  max %8.1f ms%n",
                kind,
                sorted.length,
                sorted[sorted.length / 2],
                sorted[sorted.length * 99 / 100],
                sorted[sorted.length - 1]);
    }

    /** The memory of the JVM, of all processes of PostgreSQL, and of their control group. */
    private static final class Memory {

        private final String jvm;
        private final String postmaster;
        private final Path group;
        private long peak;

        Memory(String jvm, String postmaster, String group) {
            this.jvm = jvm;
            this.postmaster = postmaster;
            this.group = group == null ? null : Path.of(group);
        }

        String now() throws IOException {
            long anonymous = mebibytes(jvm, "RssAnon");
            peak = Math.max(peak, anonymous);
            List<String> processes = new ArrayList<>(List.of(postmaster));
            ProcessHandle.of(Long.parseLong(postmaster)).stream()
                    .flatMap(ProcessHandle::children)
                    .forEach(child -> processes.add(Long.toString(child.pid())));
            long postgres = 0;
            long shared = 0;
            for (String process : processes) {
                postgres += mebibytes(process, "RssAnon");
                shared = Math.max(shared, mebibytes(process, "RssShmem"));
            }
            return "JVM: anonymous %d MiB, resident %d MiB; PostgreSQL: anonymous %d MiB in %d processes, shared %d MiB%s"
                    .formatted(anonymous, mebibytes(jvm, "VmRSS"), postgres, processes.size(), shared, group());
        }

        String peak() {
            return "JVM: anonymous at most " + peak + " MiB";
        }

        /** Returns the memory of the group, and the part of it that is pages of files, which the kernel can reclaim. */
        private String group() throws IOException {
            if (group == null) {
                return "";
            }
            Path usage = Stream.of("memory.current", "memory.usage_in_bytes")
                    .map(group::resolve)
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            long files = 0;
            for (String line : Files.readAllLines(group.resolve("memory.stat"))) {
                if (line.startsWith("file ") || line.startsWith("total_cache ")) {
                    files = Long.parseLong(line.replaceAll("\\D", "")) >> 20;
                }
            }
            return "; group: %d MiB, of which %d of files"
                    .formatted(Long.parseLong(Files.readString(usage).strip()) >> 20, files);
        }

        /** Returns a value of the process's status in MiB; 0 if the process has ended. */
        private static long mebibytes(String process, String name) {
            try (Stream<String> lines = Files.lines(Path.of("/proc", process, "status"))) {
                return lines.filter(line -> line.startsWith(name + ":"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                        .sum();
            } catch (IOException | java.io.UncheckedIOException e) {
                return 0;
            }
        }
    }
}
