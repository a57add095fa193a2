import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.QueryBuilder;

/**
 * Measures search and related stories on a public collection, whose texts are not part of Broadsheet. Run by
 * {@code collection.sh} with the address of an empty program, its key, the kind of collection, its folder, and the program's
 * database.
 */
public class Collection {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 10;
    private static final int CARDS = 3;
    private static final int TITLE_WORDS = 8;
    private static final int KNOWN_ITEMS = 300;
    private static final int PAIRS = 95;

    private static String address;
    private static String key;
    private static String databaseUrl;

    private record Text(String id, String title, String body) {

        static Text of(String id, String body) {
            String plain = plain(body);
            String title = Arrays.stream(plain.split(" ")).limit(TITLE_WORDS).collect(Collectors.joining(" "));
            return new Text(id, title, plain);
        }

        String all() {
            return title + " " + body;
        }

        /** Returns the topic of a text of a labelled corpus, which is the name of its folder. */
        String topic() {
            return Path.of(id).getParent().getFileName().toString();
        }
    }

    private record Judged(String query, Set<String> good) {}

    public static void main(String[] arguments) throws Exception {
        address = arguments[0];
        key = arguments[1];
        Path folder = Path.of(arguments[3]);
        databaseUrl = arguments[4];
        switch (arguments[2]) {
            case "time" -> judged(time(folder), timeQueries(folder));
            case "med" -> judged(med(folder), medQueries(folder));
            case "news" -> news(files(folder));
            default -> throw new IllegalArgumentException(arguments[2]);
        }
    }

    // --- The SMART collections ----------------------------------------------------------------------------------------

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    /** The relevance judgements identify a document by its position in the file, from 1. */
    private static List<Text> time(Path folder) throws IOException {
        List<Text> texts = new ArrayList<>();
        for (String text : read(folder.resolve("TIME.ALL")).split("(?m)^\\*TEXT [^\\n]*\\n|^\\*STOP")) {
            if (!text.isBlank()) {
                texts.add(Text.of(String.valueOf(texts.size() + 1), text));
            }
        }
        return texts;
    }

    private static List<Judged> timeQueries(Path folder) throws IOException {
        Map<String, Set<String>> good = new HashMap<>();
        for (String line : read(folder.resolve("TIME.REL")).split("\\R")) {
            List<String> numbers = List.of(line.strip().split("\\s+"));
            if (numbers.size() > 1) {
                good.put(numbers.get(0), new HashSet<>(numbers.subList(1, numbers.size())));
            }
        }
        List<Judged> queries = new ArrayList<>();
        Matcher query = Pattern.compile("\\*FIND\\s+(\\d+)\\s+(.*?)(?=\\*FIND|\\*STOP|$)", Pattern.DOTALL)
                .matcher(read(folder.resolve("TIME.QUE")));
        while (query.find()) {
            if (good.containsKey(query.group(1))) {
                queries.add(new Judged(plain(query.group(2)), good.get(query.group(1))));
            }
        }
        return queries;
    }

    private static List<Text> med(Path folder) throws IOException {
        return sections(folder.resolve("MED.ALL")).map(section -> Text.of(section[0], section[1])).toList();
    }

    private static List<Judged> medQueries(Path folder) throws IOException {
        Map<String, Set<String>> good = new HashMap<>();
        for (String line : read(folder.resolve("MED.REL")).split("\\R")) {
            String[] numbers = line.strip().split("\\s+");
            good.computeIfAbsent(numbers[0], any -> new HashSet<>()).add(numbers[2]);
        }
        return sections(folder.resolve("MED.QRY"))
                .map(section -> new Judged(plain(section[1]), good.get(section[0])))
                .toList();
    }

    private static Stream<String[]> sections(Path file) throws IOException {
        return Arrays.stream(read(file).split("(?m)^\\.I "))
                .filter(section -> !section.isBlank())
                .map(section -> section.split("\\s*\\.W\\s", 2));
    }

    private static void judged(List<Text> texts, List<Judged> queries) throws Exception {
        Map<String, String> slugs = load(texts);
        Lucene lucene = new Lucene(texts);
        double ours = 0;
        double lucenes = 0;
        for (Judged judged : queries) {
            ours += gain(search(judged.query(), slugs), judged.good());
            lucenes += gain(lucene.search(judged.query()), judged.good());
        }
        print("nDCG@10 of " + queries.size() + " queries", ours / queries.size(), "BM25", lucenes / queries.size());
    }

    private static String plain(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static double gain(List<String> found, Set<String> good) {
        double gain = 0;
        double best = 0;
        for (int rank = 0; rank < PAGE; rank++) {
            double discount = Math.log(2) / Math.log(rank + 2);
            gain += rank < found.size() && good.contains(found.get(rank)) ? discount : 0;
            best += rank < good.size() ? discount : 0;
        }
        return gain / best;
    }

    // --- A labelled corpus of news: FOLDER/topic/file.txt ----------------------------------------------------------------

    private static List<Text> files(Path folder) throws IOException {
        List<Text> texts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
                String[] parts = read(file).split("\\R", 2);
                texts.add(new Text(file.toString(), parts[0].strip(), plain(parts[1])));
            }
        }
        return texts;
    }

    private static void news(List<Text> texts) throws Exception {
        Map<String, String> slugs = load(texts);
        Lucene lucene = new Lucene(texts);
        Random random = new Random(1);
        Map<String, Integer> inBodies = frequencies(texts, Text::body);
        Map<String, Integer> inTitles = frequencies(texts, Text::title);
        double ours = 0;
        double lucenes = 0;
        for (int item = 0; item < KNOWN_ITEMS; item++) {
            Text text = texts.get(random.nextInt(texts.size()));
            String query = String.join(" ", rare(text, inBodies, random, 2, 20).subList(0, CARDS));
            ours += reciprocal(search(query, slugs), text.id());
            lucenes += reciprocal(lucene.search(query), text.id());
        }
        print("three rare words, MRR", ours / KNOWN_ITEMS, "BM25", lucenes / KNOWN_ITEMS);

        List<String> common = inTitles.keySet().stream()
                .filter(word -> word.length() > 3)
                .sorted(Comparator.comparing((String word) -> -inTitles.get(word)).thenComparing(word -> word))
                .limit(20)
                .toList();
        int first = 0;
        for (int pair = 0; pair < PAIRS; pair++) {
            List<String> words = List.of();
            Text text = null;
            while (words.isEmpty()) {
                text = texts.get(random.nextInt(texts.size()));
                words = rare(text, inBodies, random, 1, 1);
            }
            List<String> found = search(words.get(0) + " " + common.get(random.nextInt(common.size())), slugs);
            first += !found.isEmpty() && found.get(0).equals(text.id()) ? 1 : 0;
        }
        System.out.printf("a word of one story and a common one of titles: the story first in %d of %d%n", first, PAIRS);
        related(texts, slugs);
    }

    private static Set<String> words(String text) {
        return new HashSet<>(List.of(text.toLowerCase(Locale.ROOT).split("[^a-z]+")));
    }

    private static Map<String, Integer> frequencies(List<Text> texts, Function<Text, String> part) {
        Map<String, Integer> frequencies = new HashMap<>();
        texts.forEach(text -> words(part.apply(text)).forEach(word -> frequencies.merge(word, 1, Integer::sum)));
        return frequencies;
    }

    private static List<String> rare(Text text, Map<String, Integer> stories, Random random, int min, int max) {
        List<String> words = words(text.body()).stream()
                .filter(word -> word.length() > 3 && stories.get(word) >= min && stories.get(word) <= max)
                .sorted()
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(words, random);
        return words;
    }

    private static double reciprocal(List<String> found, String wanted) {
        int rank = found.indexOf(wanted);
        return rank < 0 ? 0 : 1.0 / (rank + 1);
    }

    /** Prints the share of the first three related stories that have the topic of their source. */
    private static void related(List<Text> texts, Map<String, String> slugs) throws Exception {
        Map<String, Text> bySlug = new HashMap<>();
        texts.forEach(text -> bySlug.put(slugs.get(text.id()), text));
        waitForLists();
        double ours = 0;
        for (Text text : texts) {
            JsonNode items = get("/v1/stories/" + slugs.get(text.id()) + "/related?limit=" + CARDS).path("items");
            for (JsonNode item : items) {
                ours += bySlug.get(item.path("slug").asText()).topic().equals(text.topic()) ? 1 : 0;
            }
        }
        print("related, same topic", ours / CARDS / texts.size(), "cosine of TF-IDF", cosine(texts));
    }

    private static void waitForLists() throws SQLException, InterruptedException {
        try (Connection database = DriverManager.getConnection(databaseUrl);
                Statement asking = database.createStatement()) {
            long left = 1;
            while (left > 0) {
                Thread.sleep(500);
                try (ResultSet count = asking.executeQuery(
                        "SELECT (SELECT count(*) FROM related_task) + (SELECT count(*) FROM related_progress"
                                + " WHERE position[3] IS DISTINCT FROM (SELECT CAST(id AS text) FROM change"
                                + " ORDER BY transaction DESC, sequence DESC LIMIT 1))")) {
                    count.next();
                    left = count.getLong(1);
                }
            }
        }
    }

    private static double cosine(List<Text> texts) throws IOException {
        List<Map<String, Double>> vectors = new ArrayList<>();
        Map<String, Integer> stories = new HashMap<>();
        try (Analyzer analyzer = new EnglishAnalyzer()) {
            for (Text text : texts) {
                Map<String, Double> vector = new HashMap<>();
                try (TokenStream words = analyzer.tokenStream("text", text.all())) {
                    CharTermAttribute word = words.addAttribute(CharTermAttribute.class);
                    words.reset();
                    while (words.incrementToken()) {
                        vector.merge(word.toString(), 1.0, Double::sum);
                    }
                }
                vector.keySet().forEach(word -> stories.merge(word, 1, Integer::sum));
                vectors.add(vector);
            }
        }
        Map<String, List<Integer>> postings = new HashMap<>();
        for (int text = 0; text < vectors.size(); text++) {
            Map<String, Double> vector = vectors.get(text);
            vector.replaceAll((word, count) ->
                    (1 + Math.log(count)) * Math.log((double) vectors.size() / stories.get(word)));
            double length = Math.sqrt(vector.values().stream().mapToDouble(weight -> weight * weight).sum());
            vector.replaceAll((word, weight) -> weight / length);
            for (String word : vector.keySet()) {
                postings.computeIfAbsent(word, any -> new ArrayList<>()).add(text);
            }
        }
        double same = 0;
        for (int text = 0; text < vectors.size(); text++) {
            double[] scores = new double[vectors.size()];
            vectors.get(text).forEach((word, weight) -> postings.get(word)
                    .forEach(other -> scores[other] += weight * vectors.get(other).get(word)));
            scores[text] = -1;
            String topic = texts.get(text).topic();
            same += Stream.iterate(0, other -> other + 1)
                    .limit(scores.length)
                    .sorted(Comparator.comparingDouble(other -> -scores[other]))
                    .limit(CARDS)
                    .filter(other -> texts.get(other).topic().equals(topic))
                    .count();
        }
        return same / CARDS / texts.size();
    }

    // --- Broadsheet -----------------------------------------------------------------------------------------------------

    /** @return the slug of each text, by its id in the collection */
    private static Map<String, String> load(List<Text> texts) throws Exception {
        post("/v1/admin/categories", Map.of("name", "All", "slug", "all"));
        post("/v1/admin/authors", Map.of("name", "N. N.", "slug", "nn"));
        Map<String, String> slugs = new LinkedHashMap<>();
        for (Text text : texts) {
            String slug = "s-" + slugs.size();
            post(
                    "/v1/admin/stories",
                    Map.of(
                            "slug", slug, "title", text.title(), "excerpt", ".", "language", "en", "category", "all",
                            "authors", List.of("nn"),
                            "body", Map.of("format", "html", "source", escaped(text.body()))));
            post("/v1/admin/stories/" + slug + "/publish", Map.of("at", "2026-01-01T00:00:00Z"), "If-Match", "*");
            slugs.put(text.id(), slug);
        }
        System.out.printf("%d stories%n", slugs.size());
        return slugs;
    }

    private static String escaped(String text) {
        return "<p>" + text.replace("&", "&amp;").replace("<", "&lt;") + "</p>";
    }

    private static List<String> search(String query, Map<String, String> slugs) throws Exception {
        Map<String, String> ids = new HashMap<>();
        slugs.forEach((id, slug) -> ids.put(slug, id));
        List<String> found = new ArrayList<>();
        get("/v1/search?fields=slug&limit=" + PAGE + "&q=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .path("items")
                .forEach(item -> found.add(ids.get(item.at("/story/slug").asText())));
        return found;
    }

    private static JsonNode post(String path, Object content, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(content)));
        return send(headers.length > 0 ? request.headers(headers) : request);
    }

    private static JsonNode get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(address + path)));
    }

    private static JsonNode send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(response.uri() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    // --- The baseline -----------------------------------------------------------------------------------------------------

    /** An index with one field of title and body, searched with optional words. */
    private static final class Lucene {

        private final Analyzer analyzer = new EnglishAnalyzer();
        private final IndexSearcher searcher;

        Lucene(List<Text> texts) throws IOException {
            ByteBuffersDirectory directory = new ByteBuffersDirectory();
            try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
                for (Text text : texts) {
                    Document document = new Document();
                    document.add(new StoredField("id", text.id()));
                    document.add(new TextField("text", text.all(), Field.Store.NO));
                    writer.addDocument(document);
                }
            }
            searcher = new IndexSearcher(DirectoryReader.open(directory));
        }

        List<String> search(String text) throws IOException {
            Query query = new QueryBuilder(analyzer).createBooleanQuery("text", text);
            List<String> found = new ArrayList<>();
            for (ScoreDoc hit : searcher.search(query, PAGE).scoreDocs) {
                found.add(searcher.storedFields().document(hit.doc).get("id"));
            }
            return found;
        }
    }

    private static void print(String what, double ours, String other, double others) {
        System.out.printf(Locale.ROOT, "%-28s Broadsheet %.3f, %s %.3f%n", what, ours, other, others);
    }
}
