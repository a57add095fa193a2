import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures the response times of lists, search, completions and related stories with the stories of {@code load.sql}.
 * Run by {@code uncached.sh} with the address of a program, its database, the seconds for each figure, the kind of
 * requests, and the numbers of clients. Each client sends a request as soon as it has the previous response. The
 * parameters of the requests are picked from the database, the same in each run.
 */
public class Uncached {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int REQUESTS = 500;
    private static final int SETTLE = 5;
    private static final int WARM_UP = 4;

    /** The words of a sample of one per cent of the stories, each with the share of the sample that has it. */
    private static final String WORDS = """
            SELECT word FROM (
                SELECT word, ndoc, CAST(ndoc AS float8) / (SELECT count(*) FROM live_story TABLESAMPLE SYSTEM (1) REPEATABLE (1))
                    AS share
                FROM ts_stat('SELECT to_tsvector(''simple'', title || '' '' || excerpt || '' '' || body_text)
                              FROM live_story TABLESAMPLE SYSTEM (1) REPEATABLE (1)')) w
            WHERE length(word) > 3 AND %s ORDER BY md5(word) LIMIT 500""";

    private static final String RARE = WORDS.formatted("ndoc = 1");
    private static final String MEDIUM = WORDS.formatted("share BETWEEN 0.001 AND 0.02");
    private static final String VERY_COMMON = WORDS.formatted("share > 0.5");

    /** Two words of a title. */
    private static final String TWO = """
            SELECT words[1] || ' ' || words[2] FROM (
                SELECT array(SELECT w FROM regexp_split_to_table(title, '[^[:alpha:]]+') w WHERE length(w) > 4) AS words
                FROM live_story TABLESAMPLE SYSTEM (1) REPEATABLE (3)) t
            WHERE cardinality(words) > 1 LIMIT 500""";

    private static final String SLUGS =
            "SELECT slug FROM live_story TABLESAMPLE SYSTEM (1) REPEATABLE (5) LIMIT 500";

    /** The categories, tags or authors that have stories. */
    private static final String NAMES =
            "SELECT slug FROM %1$s n WHERE EXISTS (SELECT 1 FROM story_count c WHERE c.subject_id = n.id) ORDER BY md5(slug) LIMIT 500";

    private static final String LANGUAGES = "SELECT DISTINCT language FROM live_story";

    private static final List<String> ORDERS = List.of("-publishedAt", "publishedAt", "-updatedAt", "title");

    private static String address;

    public static void main(String[] arguments) throws Exception {
        address = arguments[0];
        int seconds = Integer.parseInt(arguments[2]);
        Map<String, List<String>> scenarios;
        try (Connection database = DriverManager.getConnection(arguments[1])) {
            scenarios = arguments[3].equals("lists") ? lists(database) : search(database);
        }
        int[] numbersOfClients =
                Arrays.stream(arguments[4].split(" ")).mapToInt(Integer::parseInt).toArray();
        // The JVM first compiles the code of every kind of request, which takes processor time from all of them.
        for (List<String> requests : scenarios.values()) {
            load(requests, 1, SETTLE);
        }
        System.out.printf("%-34s %8s %8s %8s %8s %8s%n", "", "clients", "p50 ms", "p99 ms", "max ms", "req/s");
        for (Map.Entry<String, List<String>> scenario : scenarios.entrySet()) {
            for (int clients : numbersOfClients) {
                load(scenario.getValue(), clients, WARM_UP);
                long[] times = load(scenario.getValue(), clients, seconds);
                System.out.printf(
                        Locale.ROOT,
                        "%-34s %8d %8.1f %8.1f %8.1f %8.0f%n",
                        scenario.getKey(),
                        clients,
                        millis(times, 0.5),
                        millis(times, 0.99),
                        millis(times, 1),
                        (double) times.length / seconds);
            }
        }
    }

    /** Returns lists with each filter and combinations of filters, each request in a random order. */
    private static Map<String, List<String>> lists(Connection database) throws SQLException {
        Random random = new Random(1);
        Supplier<String> category = one(random, "category", column(database, NAMES.formatted("category")));
        Supplier<String> tag = one(random, "tag", column(database, NAMES.formatted("tag")));
        Supplier<String> author = one(random, "author", column(database, NAMES.formatted("author")));
        Supplier<String> language = one(random, "language", column(database, LANGUAGES));
        Supplier<String> period = () -> period(random);
        Supplier<String> estimate = () -> "&total=estimate";
        Map<String, List<String>> lists = new LinkedHashMap<>();
        lists.put("list of 20", requests(random));
        lists.put("category", requests(random, category));
        lists.put("three categories, 100 a page", requests(random, category, category, category, () -> "&limit=100"));
        lists.put("tag", requests(random, tag));
        lists.put("author", requests(random, author));
        lists.put("language", requests(random, language));
        lists.put("category, tag", requests(random, category, tag));
        lists.put("category, author", requests(random, category, author));
        lists.put("tag, author", requests(random, tag, author));
        lists.put("category, language", requests(random, category, language));
        lists.put("tag, language", requests(random, tag, language));
        lists.put("category, tag, author, language", requests(random, category, tag, author, language));
        lists.put("period", requests(random, period));
        lists.put("language, period", requests(random, language, period));
        lists.put("category, period", requests(random, category, period));
        lists.put("tag, period", requests(random, tag, period));
        lists.put("author, period", requests(random, author, period));
        lists.put("100 whole bodies of a category", requests(random, category, () -> "&limit=100&include=body"));
        lists.put("estimate of category, tag", requests(random, category, tag, estimate));
        lists.put("estimate of category, author", requests(random, category, author, estimate));
        lists.put("estimate of category, language", requests(random, category, language, estimate));
        lists.put("estimate of period", requests(random, period, estimate));
        lists.put("estimate of language, period", requests(random, language, period, estimate));
        lists.put("exact total of a category", requests(random, category, () -> "&total=exact"));
        return lists;
    }

    private static Supplier<String> one(Random random, String parameter, List<String> values) {
        return () -> "&" + parameter + "=" + values.get(random.nextInt(values.size()));
    }

    /** Returns a day, a week, a month or a year of the ten years of the stories. */
    private static String period(Random random) {
        LocalDate begins = LocalDate.of(2016, 12, 1).plusDays(random.nextInt(3_600));
        LocalDate ends = begins.plusDays(List.of(1, 7, 30, 365).get(random.nextInt(4)));
        return "&publishedAfter=" + begins + "T00:00:00Z&publishedBefore=" + ends + "T00:00:00Z";
    }

    @SafeVarargs
    private static List<String> requests(Random random, Supplier<String>... parameters) {
        return Stream.generate(() -> "/v1/stories?sort=" + ORDERS.get(random.nextInt(ORDERS.size()))
                        + Arrays.stream(parameters).map(Supplier::get).collect(Collectors.joining()))
                .limit(REQUESTS)
                .toList();
    }

    private static Map<String, List<String>> search(Connection database) throws SQLException {
        List<String> rare = column(database, RARE);
        Map<String, List<String>> scenarios = new LinkedHashMap<>();
        scenarios.put("rare word", searches(rare, ""));
        scenarios.put("word of a third of all", searches(List.of("meridian"), ""));
        scenarios.put("two words", searches(column(database, TWO), ""));
        scenarios.put("word of 0.1 to 2 %", searches(column(database, MEDIUM), ""));
        List<String> common = column(database, VERY_COMMON);
        scenarios.put("word of more than half", searches(common, ""));
        scenarios.put("two words of more than half", searches(pairs(common), ""));
        scenarios.put("eight words, some of them", searches(eights(column(database, MEDIUM)), ""));
        scenarios.put("a third of all, latest first", searches(List.of("meridian"), "&sort=-publishedAt"));
        scenarios.put("a third of all, facets", searches(List.of("meridian"), "&facets=category,tag,author,year"));
        scenarios.put("rare word, facets", searches(rare, "&facets=category,tag,author,year"));
        scenarios.put("typing error", searches(rare.stream().map(Uncached::misspelt).toList(), ""));
        scenarios.put("completion", completions(rare, common));
        scenarios.put(
                "related",
                column(database, SLUGS).stream()
                        .map(slug -> "/v1/stories/" + slug + "/related")
                        .toList());
        return scenarios;
    }

    private static List<String> column(Connection database, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = database.createStatement().executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private static List<String> searches(List<String> queries, String rest) {
        return queries.stream()
                .map(query -> "/v1/search?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + rest)
                .toList();
    }

    private static List<String> pairs(List<String> words) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < words.size(); i++) {
            pairs.add(words.get(i) + " " + words.get(i + 1));
        }
        return pairs;
    }

    private static List<String> eights(List<String> words) {
        List<String> eights = new ArrayList<>();
        for (int i = 0; i + 8 <= words.size(); i += 4) {
            eights.add(String.join(" ", words.subList(i, i + 8)));
        }
        return eights;
    }

    private static String misspelt(String word) {
        int middle = word.length() / 2;
        return word.substring(0, middle) + word.charAt(middle) + word.substring(middle);
    }

    /** Returns prefixes of two, three and four letters. */
    private static List<String> completions(List<String> rare, List<String> common) {
        Random random = new Random(1);
        List<String> completions = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            List<String> words = i % 2 == 0 ? common : rare;
            String word = words.get(random.nextInt(words.size()));
            completions.add("/v1/search/suggest?q=" + word.substring(0, Math.min(word.length(), 2 + i % 3)));
        }
        return completions;
    }

    /** @return the response times in nanoseconds, in ascending order */
    private static long[] load(List<String> paths, int clients, int seconds) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        List<Callable<List<Long>>> tasks = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            Random random = new Random(client);
            tasks.add(() -> {
                List<Long> times = new ArrayList<>();
                while (System.nanoTime() < end) {
                    times.add(time(paths.get(random.nextInt(paths.size()))));
                }
                return times;
            });
        }
        List<Future<List<Long>>> done = threads.invokeAll(tasks);
        // Otherwise, after a failed request, these threads would keep the program from ending.
        threads.shutdown();
        List<Long> all = new ArrayList<>();
        for (Future<List<Long>> times : done) {
            all.addAll(times.get());
        }
        long[] sorted = all.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    private static long time(String path) throws IOException, InterruptedException {
        long began = System.nanoTime();
        HttpResponse<String> response =
                HTTP.send(
                        HttpRequest.newBuilder(URI.create(address + path))
                                .timeout(Duration.ofMinutes(1))
                                .build(),
                        BodyHandlers.ofString());
        long took = System.nanoTime() - began;
        if (response.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + response.statusCode() + " " + response.body());
        }
        return took;
    }

    private static double millis(long[] times, double quantile) {
        return times[(int) Math.min(times.length - 1, Math.floor(quantile * times.length))] / 1e6;
    }
}
