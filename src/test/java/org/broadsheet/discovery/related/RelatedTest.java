package org.broadsheet.discovery.related;

import static org.assertj.core.api.Assertions.assertThat;
import static org.broadsheet.Api.get;
import static org.broadsheet.Api.json;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.broadsheet.Newsroom;
import org.broadsheet.Newsroom.Draft;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On a database of its own, since the stories of other tests change how rare a word is. */
@QuarkusTest
@TestProfile(RelatedTest.OwnDatabase.class)
@Tag("profile")
class RelatedTest {

    public static class OwnDatabase implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("broadsheet.data-dir", "target/test-data/related");
        }
    }

    private static final Instant START = Instant.parse("2025-03-01T00:00:00Z");

    @Inject
    Newsroom newsroom;

    @Inject
    DataSource database;

    private String category;
    private String elsewhere;
    private int day;

    @BeforeEach
    void categoriesOfOurOwn() {
        category = newsroom.category();
        elsewhere = newsroom.category();
    }

    /** It says nothing that makes it like any other. */
    private Draft story(String category) {
        Draft draft = newsroom.story(category);
        return draft.title(draft.slug).summedUpAs("It is.").saying("It is what it was.");
    }

    private String publish(Draft draft) {
        draft.publishedAt(START.plus(day++, ChronoUnit.DAYS));
        return draft.slug;
    }

    @Test
    void pinnedComeFirstThenTheMostAlikeThenTheLatestOfTheCategory() {
        String chips = newsroom.tag();
        String power = newsroom.tag();
        String oldOfCategory = publish(story(category));
        String oneTag = publish(story(elsewhere).about(chips));
        String twoTags = publish(story(elsewhere).about(power, chips));
        String linkedTo = publish(story(elsewhere));
        String linkedAndAlike = publish(story(elsewhere).about(chips, power));
        String pinned = publish(story(elsewhere));
        Draft source = story(category)
                .about(chips, power)
                .pinning(pinned)
                .saying("[it](story:" + linkedTo + ") [was](story:" + linkedAndAlike + ")");
        publish(source);
        String linksHere = publish(story(elsewhere).saying("[it](story:" + source.slug + ")"));
        String newOneTag = publish(story(elsewhere).about(power));
        String newOfCategory = publish(story(category));
        newsroom.untilIndexed();

        JsonPath related = json("/v1/stories/" + source.slug + "/related?limit=20");

        List<String> slugs = related.getList("items.slug");
        assertThat(slugs.subList(0, 3)).containsExactly(pinned, linkedAndAlike, twoTags);
        assertThat(slugs.subList(3, 7)).containsExactlyInAnyOrder(linkedTo, linksHere, newOneTag, oneTag);
        assertThat(slugs.subList(7, slugs.size())).containsExactly(newOfCategory, oldOfCategory);
        Map<String, String> reasons = IntStream.range(0, slugs.size())
                .boxed()
                .collect(Collectors.toMap(slugs::get, i -> related.getString("items[" + i + "].reason")));
        assertThat(reasons)
                .containsAllEntriesOf(Map.of(
                        pinned,
                        "pinned",
                        linkedAndAlike,
                        "similar",
                        twoTags,
                        "similar",
                        oneTag,
                        "similar",
                        linkedTo,
                        "linked",
                        linksHere,
                        "linked",
                        newOfCategory,
                        "category"));
        assertThat(json("/v1/stories/" + source.slug + "?include=related&relatedLimit=2")
                        .getList("related.slug"))
                .containsExactly(pinned, linkedAndAlike);
    }

    @Test
    void aStoryIsNeverRelatedToItselfAndNoneComesTwice() {
        String tag = newsroom.tag();
        Draft other = story(category).about(tag);
        publish(other);
        Draft source = story(category).about(tag);
        source.pinning(other.slug).saying("[it](story:" + other.slug + ") [me](story:" + source.slug + ")");
        publish(source);

        JsonPath related = json("/v1/stories/" + source.slug + "/related?limit=20");
        assertThat(related.getList("items.slug")).containsExactly(other.slug);
        assertThat(related.getList("items.reason")).containsExactly("pinned");
    }

    @Test
    void excludedStoriesMakeRoomForOthers() {
        String first = publish(story(category));
        String second = publish(story(category));
        Draft third = story(category);
        UUID thirdId = third.publishedAt(START.plus(day++, ChronoUnit.DAYS));
        String source = publish(story(category));
        String related = "/v1/stories/" + source + "/related?limit=1";

        assertThat(json(related).getList("items.slug")).containsExactly(third.slug);
        assertThat(json(related + "&exclude=" + thirdId).getList("items.slug")).containsExactly(second);
        assertThat(json(related + "&exclude=" + thirdId + "&exclude=" + second).getList("items.slug"))
                .containsExactly(first);
    }

    @Test
    void aStoryCanOptOutOfBeingShownUnlessAnEditorPinsIt() {
        String shy = publish(story(category).notShownInRelated());
        String source = publish(story(category));
        assertThat(json("/v1/stories/" + source + "/related").getList("items")).isEmpty();

        String pinning = publish(story(category).pinning(shy));
        assertThat(json("/v1/stories/" + pinning + "/related").getList("items.slug"))
                .containsExactly(shy, source);
    }

    @Test
    void similarityAndCategoryKeepToTheLanguageOfTheStory() {
        publish(story(category).in("de"));
        String english = publish(story(category));
        String source = publish(story(category));

        assertThat(json("/v1/stories/" + source + "/related").getList("items.slug"))
                .containsExactly(english);
    }

    /** Words that no other test uses. */
    private static String about(String subject) {
        String word = Newsroom.unique(subject).replaceAll("[^a-z]", "");
        return "%1$sok and %1$sik, then %1$suk.".formatted(word);
    }

    private List<String> similar(Draft source) {
        JsonPath related = json("/v1/stories/" + source.slug + "/related?limit=20");
        return related.getList("items.findAll { it.reason == 'similar' }.slug");
    }

    @Test
    void storiesThatSpeakOfTheSameRareThingsAreSimilarWithoutATagInCommon() {
        String subject = about("turbine");
        String similar = publish(story(elsewhere).saying("It is " + subject));
        publish(story(elsewhere).saying("It is not."));
        publish(story(elsewhere).in("de").saying("Es war " + subject));
        Draft source = story(category).saying("It was " + subject);
        publish(source);
        newsroom.untilIndexed();

        assertThat(similar(source)).containsExactly(similar);
    }

    @Test
    void aRareTagSaysMoreThanACommonOne() {
        String common = newsroom.tag();
        String rare = newsroom.tag();
        for (int i = 0; i < 12; i++) {
            publish(story(elsewhere).about(common));
        }
        String ofRare = publish(story(elsewhere).about(rare));
        Draft source = story(category).about(common, rare);
        publish(source);
        newsroom.untilIndexed();

        assertThat(similar(source)).startsWith(ofRare).hasSize(13);
    }

    @Test
    void ofTwoThatSayTheSameOneIsShown() {
        String tag = newsroom.tag();
        String title = "A long title about the very same thing in so many words";
        Draft first = story(elsewhere).title(title).about(tag);
        publish(first);
        Draft second = story(elsewhere).title(title + " again").about(tag);
        publish(second);
        String other = publish(story(elsewhere).about(tag));
        Draft source = story(category).about(tag);
        publish(source);
        newsroom.untilIndexed();

        assertThat(similar(source)).hasSize(2).contains(other).containsAnyOf(first.slug, second.slug);
    }

    @Test
    void aStoryThatComesOrGoesIsSeenAlsoWhereTheAnswerWasKept() {
        String subject = about("harbour");
        Draft source = story(category).saying("It was " + subject);
        publish(source);
        newsroom.untilIndexed();
        assertThat(similar(source)).isEmpty();
        assertThat(similar(source)).isEmpty();

        Draft next = story(elsewhere).saying("It is " + subject);
        UUID id = next.publishedAt(START.plus(day++, ChronoUnit.DAYS));
        newsroom.untilIndexed();
        assertThat(similar(source)).containsExactly(next.slug);

        for (int time = 0; time < 10; time++) {
            newsroom.unpublish(id);
            assertThat(similar(source)).isEmpty();
            newsroom.publish(id);
            newsroom.untilIndexed();
            assertThat(similar(source)).containsExactly(next.slug);
        }
    }

    @Test
    void aChangeIsFollowedThatIsCommittedAfterALaterOne() throws Exception {
        String subject = about("harbour");
        Draft source = story(category).saying("It was " + subject);
        publish(source);
        Draft next = story(elsewhere).saying("It is " + subject);
        UUID id = next.publishedAt(START.plus(day++, ChronoUnit.DAYS));
        newsroom.untilIndexed();
        assertThat(similar(source)).containsExactly(next.slug);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT pg_current_xact_id()");
            publish(story(category));
            newsroom.untilIndexed();
            statement.execute("INSERT INTO change (type, subject_id, was_category_id, was_language, was_tag_ids)"
                    + " SELECT 'story.unpublished', story_id, category_id, language, '{}' FROM live_story"
                    + " WHERE story_id = '" + id + "'");
            statement.execute("DELETE FROM live_story WHERE story_id = '" + id + "'");
            connection.commit();

            Awaitility.await().until(() -> {
                try (ResultSet holders = statement.executeQuery(
                        "SELECT 1 FROM related_list WHERE story_ids @> ARRAY[CAST('" + id + "' AS uuid)]")) {
                    return !holders.next();
                } finally {
                    connection.commit();
                }
            });
        }
    }

    @Test
    void theListsAfterAnyChangesEqualThoseThatAreAllComputedAgain() throws SQLException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        // The tag makes each story similar to all others.
        String tag = newsroom.tag();
        List<UUID> live = new ArrayList<>();
        for (int time = 0; time < 100; time++) {
            String words = random.ints(25, 0, 60)
                    .mapToObj(word -> "quay" + word * word / 60)
                    .collect(Collectors.joining(" "));
            Draft draft = story(random.nextBoolean() ? category : elsewhere)
                    .about(tag)
                    .summedUpAs(words)
                    .saying(words);
            int any = random.nextInt(live.size() + 1);
            if (live.size() < 20 || any == live.size()) {
                live.add(draft.publishedAt(START.plus(day++, ChronoUnit.DAYS)));
            } else if (live.size() < 25 && random.nextBoolean()) {
                newsroom.saveAgain(live.get(any), draft);
                newsroom.publish(live.get(any));
            } else if (random.nextBoolean()) {
                newsroom.unpublish(live.remove(any));
            } else {
                newsroom.delete(live.remove(any));
            }
            if (random.nextInt(5) == 0) {
                newsroom.untilIndexed();
            }
        }
        newsroom.untilIndexed();
        List<String> lists = lists(live);
        assertThat(lists).hasSameSizeAs(live);

        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE related_progress SET position = NULL");
        }
        newsroom.untilIndexed();

        assertThat(lists(live)).as("seed %d", seed).isEqualTo(lists);
    }

    private List<String> lists(List<UUID> stories) throws SQLException {
        List<String> lists = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT CAST(r AS text), story_id FROM related_list r ORDER BY story_id")) {
            while (rows.next()) {
                if (stories.contains(rows.getObject(2, UUID.class))) {
                    lists.add(rows.getString(1));
                }
            }
        }
        return lists;
    }

    @Test
    void whenPopularOnesAreWithdrawnOthersTakeTheirPlace() {
        String tag = newsroom.tag();
        List<UUID> popular = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            popular.add(story(elsewhere).about(tag).publishedAt(START.plus(day++, ChronoUnit.DAYS)));
        }
        Draft source = story(category).about(tag);
        publish(source);
        newsroom.untilIndexed();
        assertThat(similar(source)).hasSize(20);

        List<String> shown = similar(source);
        for (int i = 20; i < 60; i++) {
            newsroom.unpublish(popular.get(i));
        }
        newsroom.untilIndexed();
        assertThat(similar(source)).hasSize(20).isNotEqualTo(shown);
    }

    @Test
    void ofTheCategoryAloneWhereThatIsAskedFor() {
        String tag = newsroom.tag();
        publish(story(elsewhere).about(tag));
        String like = publish(story(category).about(tag));
        String latest = publish(story(category));
        Draft source = story(category).about(tag);
        publish(source);
        newsroom.untilIndexed();

        assertThat(json("/v1/stories/" + source.slug + "/related?relatedIn=category")
                        .getList("items.slug"))
                .containsExactly(like, latest);
        assertThat(json("/v1/stories/" + source.slug + "?include=related&relatedIn=category")
                        .getList("related.reason"))
                .containsExactly("similar", "category");
        get("/v1/stories/" + source.slug + "/related?relatedIn=nowhere").then().statusCode(400);
    }

    @Test
    void aStoryThatSaysTheSameAsTheSourceIsNotShown() {
        String tag = newsroom.tag();
        String title = "A long title about the very same thing in so many words";
        String same = publish(story(elsewhere).title(title).about(tag));
        String other = publish(story(elsewhere).about(tag));
        Draft source = story(category).title(title + " again").about(tag);
        publish(source);
        newsroom.untilIndexed();

        assertThat(similar(source)).contains(other).doesNotContain(same);
    }

    @Test
    void anItemIsASummaryWithAReason() {
        publish(story(category));
        String source = publish(story(category));

        assertThat(json("/v1/stories/" + source + "/related").getMap("items[0]").keySet())
                .isEqualTo(Set.of(
                        "id",
                        "slug",
                        "url",
                        "title",
                        "excerpt",
                        "category",
                        "authors",
                        "image",
                        "language",
                        "publishedAt",
                        "updatedAt",
                        "readingMinutes",
                        "reason"));
    }
}
