package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.broadsheet.Api.get;
import static org.broadsheet.Api.json;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SearchTest {

    private static final String LETTERS = "abcdfghijklmnopqrtuvwxyz";

    private static final Instant START = Instant.parse("2025-03-01T00:00:00Z");

    @Inject
    Newsroom newsroom;

    @Inject
    EntityManager database;

    private String category;

    @BeforeEach
    void aCategoryOfOurOwn() {
        category = newsroom.category();
    }

    /** A word that no other test uses, nor one that could be taken for it; no stemmer knows its ending. */
    private static String word() {
        return ThreadLocalRandom.current()
                .ints(11, 0, LETTERS.length())
                .mapToObj(letter -> LETTERS.substring(letter, letter + 1))
                .collect(Collectors.joining("", "q", "k"));
    }

    private static String search(String query) {
        return "/v1/search?fields=slug&q=" + encoded(query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static List<String> found(String query) {
        return json(search(query)).getList("items.story.slug");
    }

    private static List<String> found(String query, String parameters) {
        return json(search(query) + parameters).getList("items.story.slug");
    }

    private String publish(Newsroom.Draft draft) {
        draft.published();
        return draft.slug;
    }

    @Test
    void aStoryIsFoundByItsTitleBodyAuthorAndTagsAndTheTitleCountsMost() {
        String word = word();
        Editor.post("/v1/admin/tags", Map.of("name", "Of " + word, "slug", "t" + word))
                .then()
                .statusCode(201);
        Editor.post("/v1/admin/authors", Map.of("name", "Ann " + word, "slug", "a" + word))
                .then()
                .statusCode(201);
        String body = publish(newsroom.story(category).saying("It says " + word + " once."));
        String title = publish(newsroom.story(category).title("On " + word));
        String tag = publish(newsroom.story(category).about("t" + word));
        String author = publish(newsroom.story(category).by("a" + word));

        List<String> found = found(word);
        assertThat(found).containsExactlyInAnyOrder(title, tag, author, body);
        assertThat(found.get(0)).isEqualTo(title);
        assertThat(found.get(3)).isEqualTo(body);
    }

    @Test
    void aStoryIsFoundByItsSubtitleAndNoPhraseGoesOnInTheExcerpt() {
        String word = word();
        String story = publish(
                newsroom.story(category).with("subtitle", "About " + word).summedUpAs("Makers of chips."));

        assertThat(found(word)).containsExactly(story);
        assertThat(found("\"about " + word + "\"")).containsExactly(story);
        assertThat(found("\"" + word + " makers\"")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "en, The glimmering X, glimmered X",
        "de, Häuser X, haus X",
        "de, Über die Straße X, uber strasse X",
        "fr, Les élections X, election X",
        "es, Las canciones X, canción X",
        "en, X crème brûlée, creme brulee X",
        "en, Łódź X, lodz X",
        "en, It's X's, its",
        "en, The H.264 X, h264 X",
        "en, The H264 X, H.264 X",
        "en, The MI400 X, MI-400 X",
        "en, The MI-400 X, mi 400 X",
        "en, The light-house X, lighthouses X",
        "en, The opensource X, open-source X",
        "en, About C++ X, c++ X",
        "ja, X 半導体の市場, 導体 X",
        "th, X ความทรงจำ, ทรงจำ X",
        "ru, X Память ёлки, память елка X",
        "el, X Ελληνικός, ελληνικος X",
        "hi, X समाचार पत्र, समाचार X",
        "ko, X 반도체 시장, 반도체 X",
        "ar, X الذاكرة, ذاكرة X",
        "tlh, X vocamentum, vocamentum X"
    })
    void wordsAreFoundInEveryFormOfTheLanguageAndHoweverTheyAreWritten(String language, String title, String query) {
        String word = word();
        String slug = publish(newsroom.story(category).in(language).title(title.replace("X", word)));

        // In quotation marks, so that stories with some of the words do not follow.
        assertThat(found(query.replace("X", "") + " \"" + word + "\"")).containsExactly(slug);
    }

    @Test
    void aWordIsNotDrownedByStoriesOfAnotherLanguageThatHaveItsStem() {
        for (int story = 0; story < 6; story++) {
            publish(newsroom.story(category).title("Manifesting the manifest " + story));
        }
        String french = publish(newsroom.story(category).in("fr").title("Une manifestation dans la ville de Lyon"));

        assertThat(found("manifestation", "&category=" + category)).hasSize(7).startsWith(french);
    }

    @Test
    void aWordIsAStopWordInStoriesOfItsOwnLanguageOnly() {
        String word = word();
        String war = publish(newsroom.story(category).title("The war and " + word));
        publish(newsroom.story(category).title("The peace and " + word));
        String german = publish(newsroom.story(category).in("de").title("Es gab " + word));

        assertThat(found("war \"" + word + "\"")).containsExactlyInAnyOrder(war, german);
    }

    @Test
    void aDifferentNumberIsADifferentProduct() {
        String word = word();
        publish(newsroom.story(category).title("The MI500 " + word));
        publish(newsroom.story(category).title("An MI has 400 parts " + word));

        assertThat(json(search("MI400 " + word)).getString("match")).isEqualTo("some");
        assertThat(found("\"MI400\" " + word)).isEmpty();
    }

    @Test
    void phrasesOrAndNotAreUnderstood() {
        String word = word();
        String other = word() + "b";
        String both = publish(newsroom.story(category).title(word + " and the " + other));
        String apart = publish(newsroom.story(category).title(other + " before " + word));
        String one = publish(newsroom.story(category).title("Only " + word));

        assertThat(found("\"" + word + " and the " + other + "\"")).containsExactly(both);
        assertThat(found(word + " -before")).containsExactlyInAnyOrder(one, both);
        assertThat(found(word + " -" + other)).containsExactly(one);
        assertThat(found("only or before \"" + word + "\"")).containsExactlyInAnyOrder(apart, one);
        assertThat(found(word + " -\"" + other + " before " + word + "\"")).containsExactlyInAnyOrder(both, one);
        assertThat(found("-" + word)).isEmpty();
    }

    @Test
    void whereTooFewHaveAllWordsThoseWithSomeFollow() {
        String word = word();
        String other = word() + "b";
        String one = publish(newsroom.story(category).title("Only " + word));
        String both = publish(newsroom.story(category).title(word + " and " + other));

        JsonPath answer = json(search(word + " " + other));
        assertThat(answer.getList("items.story.slug")).containsExactly(both, one);
        assertThat(answer.getString("match")).isEqualTo("some");
        assertThat(json(search(word)).getString("match")).isEqualTo("all");
        assertThat(json(search("0815" + word.length() + " 4711")).getString("match"))
                .isEqualTo("all");
    }

    @Test
    void aSentenceWithOrOrADashFindsStoriesWithSomeOfItsWordsToo() {
        String word = word();
        String other = word() + "b";
        String story = publish(newsroom.story(category).title("The " + word + " culture"));

        assertThat(found(word + " culture of qqlung or qqbronchi")).startsWith(story);
        assertThat(found("the " + word + " " + other + " -qqlung")).containsExactly(story);
        assertThat(found("the " + word + " " + other + " -culture")).isEmpty();
    }

    @Test
    void onlyTheWholeWordThatIsMistypedIsCorrected() {
        String word = word();
        publish(newsroom.story(category).title("Plorastrating plorastratngzzq " + word));

        assertThat(json(search("plorastratng plorastratngzzq " + word)).getString("didYouMean"))
                .isEqualTo("plorastrating plorastratngzzq " + word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mansplorating", "mnasplorating", "mansploratnig", "mansplorting", "manssplorating"})
    void aQueryWithATypingErrorFindsWhatWasMeantAndSaysSo(String typed) {
        String word = word();
        String slug = publish(newsroom.story(category).title("Mansplorating " + word));
        newsroom.untilIndexed();

        JsonPath answer = json(search(typed + " \"" + word + "\""));
        assertThat(answer.getList("items.story.slug")).containsExactly(slug);
        if (typed.equals("mansplorating")) {
            assertThat(answer.getString("didYouMean")).isNull();
        } else {
            assertThat(answer.getString("didYouMean")).isEqualTo("mansplorating \"" + word + "\"");
        }
    }

    @Test
    void highlightsAreSafeAndTheirRangesAreOfTheText() {
        String word = word();
        publish(newsroom.story(category)
                .title("<b>" + word + "</b> & \"it\" 👩‍🚀 " + word)
                .saying("A line. `<script>alert(1)</script> " + word + " <mark>` 🚀 it is."));

        JsonPath answer = json(search(word));
        String html = answer.getString("items[0].highlights.title.html");
        assertThat(html)
                .isEqualTo("&lt;b&gt;<mark>" + word + "</mark>&lt;/b&gt; &amp; &quot;it&quot; 👩‍🚀 <mark>" + word
                        + "</mark>");
        assertThat(answer.getString("items[0].highlights.body.html"))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; <mark>" + word + "</mark> &lt;mark&gt;");
        for (String part : List.of("title", "body")) {
            String text = answer.getString("items[0].highlights." + part + ".text");
            List<Map<String, Integer>> ranges = answer.getList("items[0].highlights." + part + ".ranges");
            assertThat(ranges)
                    .isNotEmpty()
                    .allSatisfy(range -> assertThat(text.substring(range.get("start"), range.get("end")))
                            .isEqualTo(word));
        }
    }

    @Test
    void highlightsShowTheWordsInTheFormThatTheStoryHas() {
        String word = word();
        publish(newsroom.story(category).title("Crème " + word).saying("Glimmering, the H.264 decoder. " + word));

        JsonPath answer = json(search("creme glimmers h264 " + word));
        assertThat(answer.getString("items[0].highlights.title.html")).startsWith("<mark>Crème</mark> ");
        assertThat(answer.getString("items[0].highlights.body.html"))
                .startsWith("<mark>Glimmering</mark>, the <mark>H.264</mark> decoder.");
    }

    @Test
    void theLatestComeFirstWhereThatIsAskedForAndAmongEquals() {
        String word = word();
        Editor.post("/v1/admin/authors", Map.of("name", "Ann", "slug", "a" + word))
                .then()
                .statusCode(201);
        List<String> slugs = new ArrayList<>();
        for (int year = 0; year < 3; year++) {
            Newsroom.Draft draft =
                    newsroom.story(category).by("a" + word).title("On " + word).summedUpAs("It is.");
            draft.publishedAt(START.minus(year * 365L, ChronoUnit.DAYS));
            slugs.add(draft.slug);
        }
        Newsroom.Draft better = newsroom.story(category)
                .by("a" + word)
                .title(word)
                .summedUpAs("It is.")
                .saying(word + " " + word);
        better.publishedAt(START.minus(365 * 5, ChronoUnit.DAYS));

        assertThat(found(word)).startsWith(better.slug).containsSubsequence(slugs);
        assertThat(json(search(word) + "&sort=-publishedAt").getList("items.story.slug"))
                .startsWith(slugs.toArray())
                .endsWith(better.slug);
    }

    @Test
    void facetsCountWhatWasFound() {
        String word = word();
        String tag = newsroom.tag();
        String other = newsroom.category();
        newsroom.story(category).title(word).about(tag).publishedAt(START);
        newsroom.story(category).title(word).publishedAt(START.minus(400, ChronoUnit.DAYS));
        newsroom.story(other).title(word).about(tag).publishedAt(START);

        JsonPath answer = json(search(word) + "&facets=category,tag,year");
        assertThat(answer.getList("facets.category.slug")).containsExactly(category, other);
        assertThat(answer.getList("facets.category.count")).containsExactly(2, 1);
        assertThat(answer.getList("facets.tag.slug")).containsExactly(tag);
        assertThat(answer.getList("facets.tag.count")).containsExactly(2);
        assertThat(answer.getList("facets.year.year")).containsExactly(2025, 2024);
        assertThat(answer.getMap("facets").keySet()).isEqualTo(Set.of("category", "tag", "year"));
        assertThat(json(search(word) + "&category=" + other).getInt("page.total.count"))
                .isOne();
        assertThat(json(search(word) + "&tag=" + tag).getInt("page.total.count"))
                .isEqualTo(2);
        assertThat(json(search(word) + "&publishedBefore=2024-12-31T00:00:00Z").getInt("page.total.count"))
                .isOne();
    }

    @Test
    void anAnswerIsTrueAsSoonAsTheEditorIsTold() {
        String word = word();
        Map<String, Object> content = Editor.whole("About " + word);
        assertThat(found("\"" + word + "\"")).isEmpty();
        String story = Editor.live(content);
        assertThat(found(word)).hasSize(1);
        Editor.patch(story, Map.of("title", "About " + word + "b")).then().statusCode(200);
        Editor.act(story + "/publish").then().statusCode(200);
        assertThat(found("\"About " + word + "b\"")).hasSize(1);
        Editor.act(story + "/unpublish").then().statusCode(200);
        assertThat(found("\"" + word + "\"")).isEmpty();
    }

    @Test
    void aStoryIsFoundByTheNewNameOfItsAuthor() {
        String word = word();
        String other = "zebrak" + word();
        Editor.post("/v1/admin/authors", Map.of("name", "Ann " + word, "slug", "a" + word))
                .then()
                .statusCode(201);
        String slug = publish(newsroom.story(category).by("a" + word));
        assertThat(found(word)).containsExactly(slug);

        Editor.patch("/v1/admin/authors/a" + word, Map.of("name", "Ann " + other))
                .then()
                .statusCode(200);

        Awaitility.await().untilAsserted(() -> {
            assertThat(found(other)).containsExactly(slug);
            assertThat(found(word)).isEmpty();
        });
    }

    @Test
    void itShowsNoMoreThanTheContractSays() {
        String word = word();
        publish(newsroom.story(category).title(word).saying(word));

        JsonPath answer = json("/v1/search?q=" + word);
        assertThat(answer.getMap("").keySet()).isEqualTo(Set.of("items", "page", "match"));
        assertThat(answer.getMap("items[0]").keySet()).isEqualTo(Set.of("story", "highlights", "score"));
        assertThat(answer.getMap("items[0].highlights").keySet()).isEqualTo(Set.of("title", "body"));
        assertThat(answer.getMap("page").keySet()).isEqualTo(Set.of("limit", "total"));
        assertThat(json(search(word)).getMap("items[0].story").keySet()).isEqualTo(Set.of("slug"));
    }

    @Test
    void aQueryIsNeededAndHasALimit() {
        for (String query : List.of(
                "",
                "?q=",
                "?q=%20%20",
                "?q=" + "a".repeat(501),
                "?q=a&nonsense=1",
                "?q=a&sort=title",
                "?q=a&cursor=abc",
                "?q=a&facets=colour")) {
            get("/v1/search" + query).then().statusCode(400);
        }
        get("/v1/search?q=" + "a".repeat(500)).then().statusCode(200);
        get("/v1/search?q=" + encoded("🗞".repeat(500))).then().statusCode(200);
        for (String space : List.of("\u00a0", "\u3000", "\ufeff", "\u2003\t")) {
            get("/v1/search?q=" + encoded(space)).then().statusCode(400);
        }
        get("/v1/search?q=a&q=b").then().statusCode(400).body("errors[0].detail", equalTo("accepts a single value"));
    }

    @Test
    void whatLooksLikeAnotherParameterIsPartOfTheQuery() {
        String word = word();
        publish(newsroom.story(category).title(word));
        publish(newsroom.story(category).title(word));

        assertThat(json("/v1/search?q=" + word + "&limit=1").getList("items")).hasSize(1);
        assertThat(json("/v1/search?q=%22" + word + "%22%26limit=1").getList("items"))
                .hasSize(0);
        assertThat(json("/v1/search?q=%22" + word + "%22%26%26").getList("items"))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "20, relevance",
        "20, -publishedAt",
        "50, relevance",
        "50, -publishedAt",
        "110, relevance",
        "110, -publishedAt"
    })
    void everyMatchComesOnceOverAllPages(int matches, String sort) {
        String word = word();
        Set<String> all = new java.util.HashSet<>();
        for (int i = 0; i < matches; i++) {
            Newsroom.Draft draft = newsroom.story(category)
                    .title(i % 4 == 0 ? "On " + word + " " + i : "Of number " + i)
                    .saying("It says " + word + ".");
            draft.publishedAt(START.minus(i % 7 * 30L + i, ChronoUnit.DAYS));
            all.add(draft.slug);
        }
        newsroom.untilIndexed();

        List<String> walked = new ArrayList<>();
        List<Integer> totals = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page = json(search(word) + "&limit=7&sort=" + sort + cursor);
            walked.addAll(page.getList("items.story.slug"));
            totals.add(page.getInt("page.total.count"));
            cursor = page.getString("page.next") == null ? null : "&cursor=" + page.getString("page.next");
        } while (cursor != null);
        assertThat(walked).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(all);
        assertThat(totals).containsOnly(matches);
    }

    @Test
    void aCursorGoesWithItsQuery() {
        String word = word();
        for (int i = 0; i < 3; i++) {
            publish(newsroom.story(category).title("On " + word + " " + i));
        }
        String next = json(search(word) + "&limit=1").getString("page.next");

        json(search(word) + "&limit=2&cursor=" + next);
        get(search(word + "b") + "&limit=1&cursor=" + next).then().statusCode(400);
        get(search(word) + "&sort=-publishedAt&limit=1&cursor=" + next).then().statusCode(400);
    }

    @Test
    void completionsComeFromTitlesTagsAuthorsAndCategories() {
        String word = word();
        Editor.post("/v1/admin/tags", Map.of("name", "Tag " + word, "slug", "t" + word))
                .then()
                .statusCode(201);
        Editor.post("/v1/admin/authors", Map.of("name", "Åsa " + word, "slug", "a" + word))
                .then()
                .statusCode(201);
        UUID story = newsroom.story(category)
                .title("The Écume " + word)
                .about("t" + word)
                .by("a" + word)
                .published();
        String typed = word.substring(0, word.length() - 1);

        JsonPath answer = json("/v1/search/suggest?q=" + typed);
        assertThat(answer.getList("items.type")).containsExactlyInAnyOrder("tag", "author", "story");
        assertThat(answer.getList("items.id")).contains(story.toString());
        assertThat(answer.getList("items.html")).contains("Åsa <mark>" + typed + "</mark>k");
        assertThat(json("/v1/search/suggest?q=" + encoded("ecume " + typed)).getList("items.html"))
                .containsExactly("The <mark>Écume " + typed + "</mark>k");
        Editor.post("/v1/admin/tags", Map.of("name", "Open-" + word, "slug", "o" + word))
                .then()
                .statusCode(201);
        newsroom.story(category).about("o" + word).published();
        for (String name : List.of("open-" + typed, "open " + typed, "Open-" + word + ",", "(open) " + typed)) {
            assertThat(json("/v1/search/suggest?q=" + encoded(name)).getList("items.slug"))
                    .as(name)
                    .contains("o" + word);
        }
        assertThat(json("/v1/search/suggest?q=q").getList("items")).isEmpty();
        get("/v1/search/suggest?q=" + "a".repeat(101)).then().statusCode(400);
        get("/v1/search/suggest").then().statusCode(400);
        assertThat(json("/v1/search/suggest?q=%25%25").getList("items")).isEmpty();
    }

    @Test
    void aSearchFindsAllOrIsRejectedWhileTheIndexIsBuiltAgain() {
        String word = "q" + Long.toString(System.nanoTime(), 36);
        for (int story = 0; story < 5; story++) {
            Editor.live(Editor.whole(word + " " + story));
        }
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery(
                                "UPDATE change_log SET forgotten_transaction = pg_current_xact_id()")
                        .executeUpdate());
        Editor.live(Editor.whole("So that the index reads the log"));

        assertThat(IntStream.rangeClosed(5, 20).parallel().mapToObj(limit -> get(search(word) + "&limit=" + limit)))
                .filteredOn(response -> response.statusCode() != 503)
                .allSatisfy(response ->
                        assertThat(response.jsonPath().getList("items")).hasSize(5));
        Api.awaitIndexes();
        assertThat(json(search(word)).getList("items")).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a-b c-d e-f g-h i-j k-l m-n o-p q-r s-t u-v\"",
                "-\"a-b c-d e-f g-h i-j k-l m-n o-p q-r s-t u-v\"",
                "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v",
                "a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q-r-s-t-u-v or memory",
                "it\u001fis memroy"
            })
    void noQueryIsTooMuch(String query) {
        assertThat(get(search(query)).statusCode()).isEqualTo(200);
        assertThat(get(search(query + " memory")).statusCode()).isEqualTo(200);
    }

    @Test
    void aQueryOfManyWordsHasPages() {
        String words = IntStream.range(0, 240).mapToObj(i -> "a").collect(Collectors.joining(" ")) + " memory";
        assertThat(get(search(words)).statusCode()).isEqualTo(200);
        String many = "memory "
                + IntStream.range(0, 160).mapToObj(i -> Integer.toString(i, 36)).collect(Collectors.joining(" "));
        JsonPath first = json(search(many) + "&limit=1");
        assertThat(json(search(many) + "&limit=1&cursor=" + first.getString("page.next"))
                        .getList("items"))
                .hasSize(1);
    }

    @Test
    void noPhraseGoesFromTheEndOfATitleToItsBeginning() {
        String word = "q" + Long.toString(System.nanoTime(), 36);
        Editor.live(Editor.whole(word + " makers"));

        assertThat(json(search("\"" + word + " makers\"")).getList("items")).hasSize(1);
        assertThat(json(search("\"makers " + word + "\"")).getList("items")).isEmpty();
    }

    @Test
    void aWordThatOnlyWithdrawnStoriesHaveIsNotSuggested() {
        String word = "withdrawnword" + Long.toString(System.nanoTime(), 36);
        for (int story = 0; story < 3; story++) {
            Editor.act(Editor.live(Editor.whole("A " + word)) + "/unpublish");
        }

        assertThat(json(search("memory " + word.replace("wn", "nw"))).getString("didYouMean"))
                .isNull();
        assertThat(json(search(word.substring(0, word.length() - 2))).getList("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"半導体の市場", "C++-based tools"})
    void aCompletionIsMarkedWhereTermsOverlap(String title) {
        Editor.live(Editor.whole(title));

        JsonPath suggestions = json("/v1/search/suggest?q=" + encoded(title.substring(0, 3)));

        assertThat(suggestions.getList("items.text")).contains(title);
    }

    @Test
    void aSymbolCompletesNothing() {
        assertThat(json("/v1/search/suggest?q=" + encoded("🎉")).getList("items"))
                .isEmpty();
    }
}
