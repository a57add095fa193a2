import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Measures search and related stories by relevance judgements, and compares them with simpler rankings of the same
 * database. Run by {@code quality.sh} with the address of a program that has the sample stories, its key, the folder of
 * the judged set, and its database.
 */
public class Quality {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final int PAGE = 10;
    private static final int CARDS = 3;
    private static final int GOOD = 2;

    private static final String CONTAINS = """
            SELECT slug FROM live_story WHERE title ILIKE ? OR excerpt ILIKE ? OR body_text ILIKE ?
            ORDER BY published_at DESC LIMIT 10""";

    private static final String RANKED = """
            SELECT slug FROM (
                SELECT slug, published_at, to_tsvector('english', title || ' ' || excerpt || ' ' || body_text) AS vector
                FROM live_story) l, websearch_to_tsquery('english', ?) q
            WHERE vector @@ q ORDER BY ts_rank(vector, q) DESC, published_at DESC LIMIT 10""";

    private static final String LATEST = """
            SELECT o.slug FROM live_story l JOIN live_story o
                ON o.category_id = l.category_id AND o.language = l.language AND o.story_id <> l.story_id
            WHERE l.slug = ? ORDER BY o.published_at DESC LIMIT 3""";

    private static String address;
    private static String key;
    private static Connection database;

    public static void main(String[] arguments) throws Exception {
        address = arguments[0];
        key = arguments[1];
        Path judged = Path.of(arguments[2]);
        database = DriverManager.getConnection(arguments[3]);
        load(judged);
        waitUntilCompared();
        search(judged.resolve("queries.tsv"));
        related(judged.resolve("related.tsv"));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode post(String path, Object content, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(content)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response = send(request);
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(path + " " + content + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    private static JsonNode get(String path) throws Exception {
        HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(address + path)));
        if (response.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    /** Creates all stories before any is published, so that links to other stories can be resolved. */
    private static void load(Path judged) throws Exception {
        JsonNode taxonomy = YAML.readTree(judged.resolve("taxonomy.yaml").toFile());
        for (JsonNode author : taxonomy.path("authors")) {
            post("/v1/admin/authors", author);
        }
        for (JsonNode tag : taxonomy.path("tags")) {
            post("/v1/admin/tags", tag);
        }
        Map<String, Instant> written = new LinkedHashMap<>();
        Instant now = Instant.now();
        try (Stream<Path> files = Files.list(judged.resolve("stories"))) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                String[] parts = Files.readString(file).split("(?m)^---\\R", 3);
                ObjectNode story = (ObjectNode) YAML.readTree(parts[1]);
                String slug = file.getFileName().toString().replaceFirst("\\.md$", "");
                written.put(slug, before(now, story.remove("age").textValue()));
                story.put("slug", slug);
                story.putObject("body").put("format", "markdown").put("source", parts[2]);
                post("/v1/admin/stories", story);
            }
        }
        for (Map.Entry<String, Instant> story : written.entrySet()) {
            post(
                    "/v1/admin/stories/" + story.getKey() + "/publish",
                    Map.of("at", story.getValue().toString()),
                    "If-Match",
                    "*");
        }
        System.out.printf("%d stories in addition to the sample%n", written.size());
    }

    private static Instant before(Instant now, String age) {
        int time = age.indexOf('T');
        Instant then = now;
        if (time != 1) {
            Period days = Period.parse(time < 0 ? age : age.substring(0, time));
            then = then.atZone(ZoneOffset.UTC).minus(days).toInstant();
        }
        return time < 0 ? then : then.minus(Duration.parse("P" + age.substring(time)));
    }

    private static void waitUntilCompared() throws SQLException, InterruptedException {
        long left = 1;
        while (left > 0) {
            Thread.sleep(500);
            try (ResultSet count = database.createStatement()
                    .executeQuery("SELECT (SELECT count(*) FROM related_task) + (SELECT count(*) FROM related_progress"
                            + " WHERE position[3] IS DISTINCT FROM (SELECT CAST(id AS text) FROM change"
                            + " ORDER BY transaction DESC, sequence DESC LIMIT 1))")) {
                count.next();
                left = count.getLong(1);
            }
        }
        Thread.sleep(1_000);
    }

    /** The sums of the metrics of each ranking, for one kind of query. */
    private static final class Sums {

        private int number;
        private final Map<String, double[]> byRanking = new LinkedHashMap<>();

        private void add(String ranking, double... figures) {
            double[] sums = byRanking.computeIfAbsent(ranking, any -> new double[figures.length]);
            for (int i = 0; i < figures.length; i++) {
                sums[i] += figures[i];
            }
        }
    }

    private record Judged(String kind, String name, Map<String, Integer> grades) {}

    private static List<Judged> read(Path table) throws IOException {
        List<Judged> judged = new ArrayList<>();
        for (String line : Files.readAllLines(table).stream().skip(1).toList()) {
            String[] columns = line.split("\t");
            Map<String, Integer> grades = new LinkedHashMap<>();
            for (String judgement : columns[columns.length - 1].split(" ")) {
                int colon = judgement.lastIndexOf(':');
                grades.put(judgement.substring(0, colon), Integer.valueOf(judgement.substring(colon + 1)));
            }
            judged.add(new Judged(columns.length == 3 ? columns[0] : "", columns[columns.length - 2], grades));
        }
        return judged;
    }

    private static void search(Path table) throws Exception {
        Map<String, Sums> byKind = new TreeMap<>();
        for (Judged query : read(table)) {
            String pattern = "%" + query.name().replaceAll("[\\\\%_]", "\\\\$0") + "%";
            Map<String, List<String>> rankings = new LinkedHashMap<>();
            rankings.put("Broadsheet", slugs(get("/v1/search?fields=slug&limit=" + PAGE + "&q="
                            + URLEncoder.encode(query.name(), StandardCharsets.UTF_8))
                    .path("items"), "/story/slug"));
            rankings.put("ILIKE", rows(CONTAINS, pattern, pattern, pattern));
            rankings.put("ts_rank", rows(RANKED, query.name()));
            for (String kind : List.of(query.kind(), "~ all")) {
                Sums sums = byKind.computeIfAbsent(kind, any -> new Sums());
                sums.number++;
                rankings.forEach((name, ranking) ->
                        sums.add(name, gain(ranking, query.grades()), recall(ranking, query.grades())));
            }
            if (System.getenv("VERBOSE") != null) {
                System.out.printf(
                        Locale.ROOT,
                        "%.2f %.2f %s: %s, %s%n",
                        gain(rankings.get("Broadsheet"), query.grades()),
                        recall(rankings.get("Broadsheet"), query.grades()),
                        query.kind(),
                        query.name(),
                        graded(rankings.get("Broadsheet"), query.grades()));
            }
        }
        print("search", List.of("nDCG@10", "recall@10"), byKind);
    }

    /**
     * Measures related stories as served, with pins and links first, and as computed, without pins and links, which
     * have no judgements of their own.
     */
    private static void related(Path table) throws Exception {
        Map<String, Sums> byKind = new TreeMap<>();
        Sums served = byKind.computeIfAbsent("as served", any -> new Sums());
        Sums computed = byKind.computeIfAbsent("computed", any -> new Sums());
        for (Judged source : read(table)) {
            JsonNode items = get("/v1/stories/" + source.name() + "/related?limit=20").path("items");
            List<String> all = slugs(items, "/slug");
            List<String> reasons = slugs(items, "/reason");
            List<String> others = new ArrayList<>();
            Map<String, Integer> grades = new HashMap<>(source.grades());
            for (int i = 0; i < all.size(); i++) {
                if (Set.of("pinned", "linked").contains(reasons.get(i))) {
                    grades.remove(all.get(i));
                } else {
                    others.add(all.get(i));
                }
            }
            count(served, source.name(), first(all), source.grades());
            if (grades.values().stream().filter(grade -> grade >= GOOD).count() >= CARDS) {
                count(computed, source.name(), first(others), grades);
            }
            verbose(source.name() + ": " + first(reasons), first(all), source.grades());
            verbose(source.name() + ", computed", first(others), grades);
        }
        print("related", List.of("precision@3"), byKind);
    }

    private static List<String> first(List<String> all) {
        return all.subList(0, Math.min(CARDS, all.size()));
    }

    private static void count(Sums sums, String source, List<String> shown, Map<String, Integer> grades)
            throws Exception {
        sums.number++;
        sums.add("Broadsheet", precision(shown, grades));
        sums.add("latest of category", precision(rows(LATEST, source), grades));
    }

    private static void verbose(String what, List<String> shown, Map<String, Integer> grades) {
        if (System.getenv("VERBOSE") != null) {
            System.out.printf(Locale.ROOT, "%.2f %s, %s%n", precision(shown, grades), what, graded(shown, grades));
        }
    }

    private static String graded(List<String> ranking, Map<String, Integer> grades) {
        List<String> graded = new ArrayList<>();
        ranking.forEach(slug -> graded.add(slug + ":" + grades.getOrDefault(slug, 0)));
        List<String> missing = new ArrayList<>(grades.keySet());
        missing.removeAll(ranking);
        return graded + " without " + missing;
    }

    private static List<String> slugs(JsonNode items, String pointer) {
        List<String> slugs = new ArrayList<>();
        items.forEach(item -> slugs.add(item.at(pointer).asText()));
        return slugs;
    }

    private static List<String> rows(String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            List<String> slugs = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    slugs.add(rows.getString(1));
                }
            }
            return slugs;
        }
    }

    /** Returns the normalized discounted cumulative gain of the first ten. */
    private static double gain(List<String> ranking, Map<String, Integer> grades) {
        List<Integer> best = grades.values().stream()
                .sorted((one, other) -> other - one)
                .limit(PAGE)
                .toList();
        double ideal = discounted(best);
        return ideal == 0
                ? 1
                : discounted(ranking.stream()
                                .limit(PAGE)
                                .map(slug -> grades.getOrDefault(slug, 0))
                                .toList())
                        / ideal;
    }

    private static double discounted(List<Integer> grades) {
        double gain = 0;
        for (int rank = 1; rank <= grades.size(); rank++) {
            gain += (Math.pow(2, grades.get(rank - 1)) - 1) / (Math.log(rank + 1) / Math.log(2));
        }
        return gain;
    }

    /** Returns the share of the good stories that are among the first ten; of more than ten good stories, ten count. */
    private static double recall(List<String> ranking, Map<String, Integer> grades) {
        long good = grades.values().stream().filter(grade -> grade >= GOOD).count();
        long found = ranking.stream()
                .limit(PAGE)
                .filter(slug -> grades.getOrDefault(slug, 0) >= GOOD)
                .count();
        return good == 0 ? 1 : (double) found / Math.min(good, PAGE);
    }

    private static double precision(List<String> shown, Map<String, Integer> grades) {
        return (double) shown.stream()
                        .limit(CARDS)
                        .filter(slug -> grades.getOrDefault(slug, 0) >= GOOD)
                        .count()
                / CARDS;
    }

    private static void print(String what, List<String> figures, Map<String, Sums> byKind) {
        byKind.forEach((kind, sums) -> {
            System.out.printf("%-8s %-14s %4d", what, kind.replace("~ ", ""), sums.number);
            sums.byRanking.forEach((ranking, values) -> {
                System.out.printf("   %s", ranking);
                for (int i = 0; i < values.length; i++) {
                    System.out.printf(Locale.ROOT, " %s %.3f", figures.get(i), values[i] / sums.number);
                }
            });
            System.out.println();
        });
    }
}
