package org.broadsheet.content.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.broadsheet.Api.get;
import static org.broadsheet.Api.json;
import static org.broadsheet.Api.slugs;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.broadsheet.Newsroom;
import org.broadsheet.Statements;
import org.broadsheet.changelog.TaxonomyKind;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class StoryListTest {

    private static final Instant NOON = Instant.parse("2025-06-01T12:00:00Z");

    @Inject
    Newsroom newsroom;

    @Inject
    SessionFactory hibernate;

    @Inject
    EntityManager database;

    private String category;
    private String list;

    @BeforeEach
    void aCategoryOfOurOwn() {
        category = newsroom.category();
        list = "/v1/stories?category=" + category;
    }

    private Newsroom.Draft story(int hour) {
        Newsroom.Draft draft = newsroom.story(category);
        draft.publishedAt(NOON.plus(hour, ChronoUnit.HOURS));
        return draft;
    }

    @Test
    void anItemShowsTheMembersOfASummaryAndNoOthers() {
        newsroom.story(category).withAllTexts().published();

        assertThat(json(list).getMap("items[0]").keySet())
                .isEqualTo(Set.of(
                        "id",
                        "slug",
                        "url",
                        "kicker",
                        "title",
                        "subtitle",
                        "excerpt",
                        "category",
                        "authors",
                        "image",
                        "language",
                        "publishedAt",
                        "updatedAt",
                        "readingMinutes"));
        assertThat(json(list).getMap("$").keySet()).isEqualTo(Set.of("items", "page"));
        assertThat(json(list).getMap("page").keySet()).isEqualTo(Set.of("limit"));
    }

    @Test
    void theLatestComeFirstUnlessAnotherOrderIsRequested() {
        String second = story(2).title("B").slug;
        Newsroom.Draft early = newsroom.story(category).title("  éclair");
        early.publishedAt(NOON);
        Newsroom.Draft late = newsroom.story(category).title("Zebra");
        late.publishedAt(NOON.plus(5, ChronoUnit.HOURS));

        assertThat(slugs(list)).containsExactly(late.slug, second, early.slug);
        assertThat(slugs(list + "&sort=-publishedAt")).containsExactly(late.slug, second, early.slug);
        assertThat(slugs(list + "&sort=publishedAt")).containsExactly(early.slug, second, late.slug);
        assertThat(slugs(list + "&sort=-updatedAt")).containsExactly(late.slug, second, early.slug);
        assertThat(slugs(list + "&sort=title")).containsExactly(early.slug, second, late.slug);
    }

    @Test
    void eachFilterTakesAnyOfItsValuesAndAllFiltersMustHold() {
        String chips = newsroom.tag();
        String power = newsroom.tag();
        String ada = newsroom.author();
        String grace = newsroom.author();
        String one = publish(0, newsroom.story(category).about(chips).by(ada));
        String two = publish(1, newsroom.story(category).about(power, chips).by(ada, grace));
        String three =
                publish(2, newsroom.story(category).about(power).by(grace).in("de"));

        assertThat(slugs("/v1/stories?tag=" + chips)).containsExactly(two, one);
        assertThat(slugs("/v1/stories?tag=" + chips + "&tag=" + power)).containsExactly(three, two, one);
        assertThat(slugs("/v1/stories?author=" + ada)).containsExactly(two, one);
        assertThat(slugs("/v1/stories?author=" + ada + "&author=" + grace + "&sort=title&tag=" + power))
                .containsExactlyInAnyOrder(three, two);
        assertThat(slugs(list + "&tag=" + power + "&author=" + ada)).containsExactly(two);
        assertThat(slugs(list + "&language=de")).containsExactly(three);
        assertThat(slugs(list + "&language=DE&language=fr")).containsExactly(three);
        assertThat(slugs(list + "&language=en")).containsExactly(two, one);
        assertThat(slugs("/v1/tags/" + power + "/stories")).containsExactly(three, two);
        assertThat(slugs("/v1/authors/" + ada + "/stories")).containsExactly(two, one);
        assertThat(slugs("/v1/categories/" + category + "/stories?tag=" + chips))
                .containsExactly(two, one);
        String categoryId = json("/v1/categories/" + category).getString("id");
        assertThat(slugs("/v1/categories/" + categoryId + "/stories")).containsExactly(three, two, one);
    }

    /** Up to twenty stories of a language are looked through here; more, only as far as the other filters go. */
    @ParameterizedTest
    @ValueSource(ints = {6, 30})
    void aListOfALanguageIsTheSameHoweverManyStoriesAreInIt(int stories) {
        String language = stories == 6 ? "br" : "cy";
        String tag = newsroom.tag();
        String author = newsroom.author();
        List<String> mine = new ArrayList<>();
        for (int hour = 0; hour < stories; hour++) {
            mine.add(publish(
                    hour,
                    newsroom.story(category).in(language).about(tag).by(author).title("Title %02d".formatted(hour))));
            publish(hour, newsroom.story(category).about(tag).by(author));
        }
        publish(0, newsroom.story(newsroom.category()).in(language));
        List<String> latestFirst = new ArrayList<>(mine);
        Collections.reverse(latestFirst);

        for (String filter : List.of("category=" + category, "tag=" + tag, "author=" + author)) {
            String path = "/v1/stories?limit=100&language=" + language + "&" + filter;
            assertThat(slugs(path)).as(path).isEqualTo(latestFirst);
            assertThat(slugs(path + "&sort=-updatedAt")).as(path).isEqualTo(latestFirst);
            assertThat(slugs(path + "&sort=title").subList(0, 6)).as(path).isEqualTo(mine.subList(0, 6));
            assertThat(json(path + "&total=exact").getInt("page.total.count")).isEqualTo(stories);
            String next = json(path.replace("limit=100", "limit=4")).getString("page.next");
            assertThat(slugs(path.replace("limit=100", "limit=4") + "&cursor=" + next)
                            .get(0))
                    .isEqualTo(latestFirst.get(4));
        }
    }

    private static String publish(int hour, Newsroom.Draft draft) {
        draft.publishedAt(NOON.plus(hour, ChronoUnit.HOURS));
        return draft.slug;
    }

    @Test
    void timesBoundTheListWithoutTheirOwnMoment() {
        String one = story(1).slug;
        String two = story(2).slug;
        String three = story(3).slug;

        assertThat(slugs(list + "&publishedAfter=2025-06-01T13:00:00Z")).containsExactly(three, two);
        assertThat(slugs(list + "&publishedBefore=2025-06-01T15:00:00Z")).containsExactly(two, one);
        assertThat(slugs(list + "&publishedAfter=2025-06-01T15:00:00%2B02:00&publishedBefore=2025-06-01T15:00:00.000Z"))
                .containsExactly(two);
    }

    @Test
    void aYearBeginsAndEndsInItsTimeZone() {
        String inUtc = at("2023-12-31T23:59:59.999Z");
        String first = at("2024-01-01T00:00:00Z");
        String middle = at("2024-07-01T00:00:00Z");
        String last = at("2024-12-31T23:30:00Z");
        String next = at("2025-01-01T00:00:00Z");

        assertThat(slugs(list + "&year=2024")).containsExactly(last, middle, first);
        assertThat(slugs(list + "&year=2024&timeZone=UTC&sort=title")).containsExactlyInAnyOrder(last, middle, first);
        assertThat(slugs(list + "&year=2024&timeZone=Europe/Berlin")).containsExactly(middle, first, inUtc);
        assertThat(slugs(list + "&year=2024&timeZone=America/New_York")).containsExactly(next, last, middle);
        assertThat(slugs(list + "&year=2024&publishedAfter=2024-02-01T00:00:00Z"))
                .containsExactly(last, middle);
        assertThat(slugs(list + "&year=2024&publishedAfter=2020-02-01T00:00:00Z&publishedBefore=2024-06-01T00:00:00Z"))
                .containsExactly(first);
        assertThat(slugs(list + "&year=2020&publishedAfter=2024-02-01T00:00:00Z"))
                .isEmpty();
        newsroom.untilIndexed();
        for (String zone : List.of("UTC", "Europe/Berlin", "America/New_York")) {
            String search = "/v1/search?q=paragraph&category=" + category + "&timeZone=" + zone;
            JsonPath found = json(search + "&facets=year");
            for (int year : found.getList("facets.year.year", Integer.class)) {
                int count = found.getInt("facets.year.find { it.year == " + year + " }.count");
                assertThat(json(search + "&year=" + year).getInt("page.total.count"))
                        .isEqualTo(count);
                assertThat(slugs(list + "&year=" + year + "&timeZone=" + zone)).hasSize(count);
            }
        }
        for (String wrong : List.of("year=24", "year=2024&year=2025", "timeZone=Berlin", "timeZone=%2B01:00")) {
            get(list + "&" + wrong).then().statusCode(400);
        }
    }

    private String at(String time) {
        Newsroom.Draft draft = newsroom.story(category);
        draft.publishedAt(Instant.parse(time));
        return draft.slug;
    }

    @Test
    void aPageOfIdsSlugsAndTimesMayHaveAThousandStories() {
        String collection = newsroom.collection(List.of());
        story(0);
        for (String path : List.of(
                list + "&",
                "/v1/categories/" + category + "/stories?",
                "/v1/collections/" + collection + "/stories?")) {
            assertThat(json(path + "limit=1000&fields=id,slug,publishedAt,updatedAt")
                            .getInt("page.limit"))
                    .isEqualTo(1_000);
            assertThat(json(path + "limit=101&fields=slug").getInt("page.limit"))
                    .isEqualTo(101);
            for (String wrong : List.of(
                    "limit=101",
                    "limit=1001&fields=id",
                    "limit=200&fields=id,title",
                    "limit=200&fields=id&include=tags",
                    "limit=200&fields=url")) {
                get(path + wrong).then().statusCode(400).body("errors[0].parameter", equalTo("limit"));
            }
        }
        assertThat(slugs("/v1/stories?limit=1000&fields=slug").size()).isGreaterThan(40);
        get("/v1/search?q=a&limit=101&fields=id").then().statusCode(400);
        get("/v1/tags?limit=101").then().statusCode(400);
    }

    @Test
    void aBatchOfIdsComesWholeAndExcludedStoriesDoNotCome() {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            ids.add(newsroom.story(category).publishedAt(NOON.plus(i, ChronoUnit.MINUTES)));
        }
        String batch = "/v1/stories?id="
                + String.join("&id=", ids.stream().map(UUID::toString).toList());

        assertThat(slugs(batch)).hasSize(25);
        assertThat(json(batch).getInt("page.limit")).isEqualTo(25);
        assertThat(slugs(batch + "&limit=3")).hasSize(3);
        String last = json(batch).getString("items[0].slug");
        assertThat(slugs(batch + "&exclude=" + last + "&exclude=" + ids.get(3)))
                .hasSize(23)
                .doesNotContain(last);
        assertThat(slugs(list + "&limit=100&exclude=" + last)).hasSize(24);
    }

    @Test
    void totalsAreCountedIfRequestedAndExactIfThereAreFew() {
        story(0);
        story(1);

        assertThat(json(list).getMap("page")).doesNotContainKey("total");
        for (String kind : List.of("exact", "estimate")) {
            JsonPath page = json(list + "&limit=1&total=" + kind);
            assertThat(page.getInt("page.total.count")).isEqualTo(2);
            assertThat(page.getString("page.total.kind")).isEqualTo("exact");
        }
        assertThat(json("/v1/stories?total=estimate&limit=1").getInt("page.total.count"))
                .isGreaterThan(36);
    }

    @Test
    void fieldsAndIncludeChooseWhatAnItemShows() {
        story(0);

        assertThat(json(list + "&fields=slug").getMap("items[0]")).containsOnlyKeys("slug");
        assertThat(json(list + "&include=tags,body&body=text").getMap("items[0]"))
                .containsKeys("title", "tags", "body");
        assertThat(json(list + "&include=body&body=text").getMap("items[0].body"))
                .containsOnlyKeys("text");
    }

    @Test
    void pagesLinkToTheNextOneUntilTheLast() {
        for (int hour = 0; hour < 5; hour++) {
            story(hour);
        }
        List<String> walked = new ArrayList<>();
        String page = list + "&limit=2&fields=slug";
        int pages = 0;
        while (page != null) {
            var response = get(page);
            walked.addAll(response.jsonPath().getList("items.slug"));
            String link = response.header("Link");
            String next = response.jsonPath().getString("page.next");
            String previous = response.jsonPath().getString("page.previous");
            assertThat(previous == null).isEqualTo(pages == 0);
            assertThat(link.contains("rel=\"next\"")).isEqualTo(next != null);
            assertThat(link.contains("cursor=" + previous + ">; rel=\"prev\"")).isEqualTo(previous != null);
            page = next == null ? null : link.replaceFirst("<([^>]*)>; rel=\"next\".*", "$1");
            if (next != null) {
                assertThat(page).contains("cursor=" + next).contains("category=" + category);
            }
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(walked).isEqualTo(slugs(list));
    }

    @Test
    void aCursorIsGoodForItsOwnListOnlyWhateverThePageLooksLike() {
        story(0);
        story(1);
        String next = json(list + "&limit=1").getString("page.next");

        assertThat(slugs(list + "&limit=50&fields=slug,title&total=exact&cursor=" + next))
                .hasSize(1);
        for (String other : List.of("/v1/stories?limit=1", list + "&sort=title", list + "&tag=memory")) {
            get(other + "&cursor=" + next).then().statusCode(400);
        }
    }

    @Test
    void aCursorIsValidForItsListInEverySpelling() {
        for (int hour = 0; hour < 3; hour++) {
            story(hour);
        }
        String period = "publishedAfter=2025-01-01T00:00:00Z";
        String next = json(list + "&limit=1&language=en&" + period).getString("page.next");

        for (String same : List.of(
                list + "&limit=1&language=en&" + period,
                list + "&limit=1&sort=-publishedAt&language=EN&publishedAfter=2025-01-01T01:00:00%2B01:00",
                "/v1/stories?" + period + "&language=en&language=en&limit=2&category=" + category + "&category="
                        + category)) {
            assertThat(get(same + "&cursor=" + next).statusCode()).as(same).isEqualTo(200);
        }
        assertThat(get(list + "&limit=1&sort=title&language=en&" + period + "&cursor=" + next)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aPageCostsTheSameStatementsHoweverManyStoriesItHas() {
        for (int hour = 0; hour < 12; hour++) {
            story(hour);
        }
        newsroom.untilIndexed();
        assertThat(statements(list + "&limit=1")).isEqualTo(statements(list + "&limit=100&include=tags"));
        String bodies = list + "&include=tags,links,body&limit=";
        assertThat(statements(bodies + 1)).isEqualTo(statements(bodies + 100));
    }

    private long statements(String path) {
        return Statements.of(hibernate, time -> path + "&exclude=no-story-" + Newsroom.unique("no"));
    }

    @Test
    void aPeriodIsListedInEveryOrderWhateverMonthsItTouches() {
        List<String> titles = List.of("Early", "Golf", "Alpha", "Hotel", "Bravo", "India", "Charlie", "Late");
        List<String> times = List.of(
                "1931-11-15T12:00:00Z",
                "1931-11-15T12:00:01Z",
                "1931-11-30T23:59:59Z",
                "1931-12-01T00:00:00Z",
                "1931-12-31T23:30:00Z",
                "1932-02-01T00:00:00Z",
                "1932-02-19T12:00:00Z",
                "1932-02-20T00:00:00Z");
        for (int i = 0; i < times.size(); i++) {
            newsroom.story(category).title(titles.get(i)).publishedAt(Instant.parse(times.get(i)));
        }
        String period = "/v1/stories?publishedAfter=1931-11-15T12:00:00Z&publishedBefore=1932-02-20T00:00:00Z"
                + "&limit=2&fields=title";

        List<String> byTime = List.of("Golf", "Alpha", "Hotel", "Bravo", "India", "Charlie");
        assertThat(walked(period + "&sort=publishedAt")).isEqualTo(byTime);
        assertThat(walked(period + "&sort=title"))
                .isEqualTo(byTime.stream().sorted().toList());
        assertThat(walked(period + "&sort=title&language=de&language=en"))
                .isEqualTo(byTime.stream().sorted().toList());
        List<String> latestFirst = new ArrayList<>(byTime);
        Collections.reverse(latestFirst);
        assertThat(walked(period)).isEqualTo(latestFirst);
        assertThat(walked(period + "&sort=-updatedAt")).isEqualTo(latestFirst);
        for (String kind : List.of("exact", "estimate")) {
            assertThat(json(period + "&sort=title&total=" + kind).getMap("page.total"))
                    .isEqualTo(Map.of("count", 6, "kind", "exact"));
        }
    }

    private static List<String> walked(String path) {
        List<String> titles = new ArrayList<>();
        JsonPath page = json(path);
        titles.addAll(page.getList("items.title"));
        while (page.getString("page.next") != null) {
            page = json(path + "&cursor=" + page.getString("page.next"));
            titles.addAll(page.getList("items.title"));
        }
        return titles;
    }

    @Test
    void aPeriodThatEndsBeforeItBeginsHasNoStories() {
        assertThat(
                        slugs(
                                "/v1/stories?sort=title&publishedAfter=2026-02-01T00:00:00Z&publishedBefore=2026-01-01T00:00:00Z"))
                .isEmpty();
    }

    @Test
    void everyOrderOfEveryFilterIsReadFromAnIndex() {
        for (StorySort sort : List.of(StorySort.LATEST, StorySort.OLDEST, StorySort.UPDATED, StorySort.TITLE)) {
            for (StoryFilter filter : List.of(
                    filter(List.of(), List.of(), List.of(), List.of()),
                    filter(List.of(ANY), List.of(), List.of(), List.of()),
                    filter(List.of(), List.of(ANY), List.of(), List.of()),
                    filter(List.of(), List.of(), List.of(ANY), List.of()),
                    filter(List.of(), List.of(), List.of(), List.of("en")),
                    since2026(List.of()),
                    since2026(List.of(ANY)))) {
                assertThat(plan(filter, sort)).as("%s by %s", filter, sort).doesNotContain("\"Sort\"", "Seq Scan");
            }
        }
    }

    private static final UUID ANY = UUID.fromString("01a20e3d-fccd-72b2-aeea-64f8d1e16ccf");

    private static StoryFilter filter(
            List<UUID> categories, List<UUID> tags, List<UUID> authors, List<String> languages) {
        return new StoryFilter(
                Map.of(TaxonomyKind.CATEGORY, categories, TaxonomyKind.TAG, tags, TaxonomyKind.AUTHOR, authors),
                languages,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private static StoryFilter since2026(List<UUID> tags) {
        return new StoryFilter(
                Map.of(TaxonomyKind.TAG, tags),
                List.of(),
                Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                Optional.empty(),
                List.of(),
                List.of());
    }

    /** The plan of the scan itself, where PostgreSQL is to avoid sorting and reading whole tables if it can. */
    @Transactional
    String plan(StoryFilter filter, StorySort sort) {
        StoryListSql sql = new StoryListSql(filter, sort);
        String page = sql.page("l.slug", Optional.empty());
        String scan = page.substring(page.indexOf("(SELECT") + 1, page.indexOf(")\nSELECT"));
        if (scan.contains("LATERAL (")) {
            scan = scan.substring(scan.indexOf("LATERAL (") + 9, scan.lastIndexOf(") m"));
            scan = "SELECT x.* FROM (SELECT " + anyValue(scan) + " AS value) v CROSS JOIN LATERAL (" + scan + ") x";
        }
        database.createNativeQuery("SET LOCAL enable_seqscan = off").executeUpdate();
        database.createNativeQuery("SET LOCAL enable_sort = off").executeUpdate();
        database.createNativeQuery("SET LOCAL enable_bitmapscan = off").executeUpdate();
        return database.createNativeQuery("EXPLAIN (FORMAT JSON) " + scan, String.class)
                .setParameter("rows", 21)
                .getSingleResult()
                .toString();
    }

    private static String anyValue(String scan) {
        if (scan.contains("date_trunc")) {
            return "TIMESTAMP '2026-03-01'";
        }
        return scan.contains("language") ? "'en'" : "CAST('%s' AS uuid)".formatted(ANY);
    }
}
