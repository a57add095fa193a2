package org.broadsheet.related;

import static org.assertj.core.api.Assertions.assertThat;
import static org.broadsheet.Api.json;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.broadsheet.Newsroom;
import org.broadsheet.Newsroom.Draft;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RelatedTest {

    private static final Instant START = Instant.parse("2025-03-01T00:00:00Z");

    @Inject
    Newsroom newsroom;

    private String category;
    private String elsewhere;
    private int day;

    @BeforeEach
    void categoriesOfOurOwn() {
        category = newsroom.category();
        elsewhere = newsroom.category();
    }

    private String publish(Draft draft) {
        draft.publishedAt(START.plus(day++, ChronoUnit.DAYS));
        return draft.slug;
    }

    @Test
    void pinnedComeFirstThenLinkedThenSimilarThenTheLatestOfTheCategory() {
        String chips = newsroom.tag();
        String power = newsroom.tag();
        String oldOfCategory = publish(newsroom.story(category));
        String oneTag = publish(newsroom.story(elsewhere).about(chips));
        String twoTags = publish(newsroom.story(elsewhere).about(power, chips));
        String linkedTo = publish(newsroom.story(elsewhere));
        String pinned = publish(newsroom.story(elsewhere));
        Draft source =
                newsroom.story(category).about(chips, power).pinning(pinned).saying("[there](story:" + linkedTo + ")");
        publish(source);
        String linksHere = publish(newsroom.story(elsewhere).saying("[back](story:" + source.slug + ")"));
        String newOneTag = publish(newsroom.story(elsewhere).about(power));
        String newOfCategory = publish(newsroom.story(category));

        JsonPath related = json("/v1/stories/" + source.slug + "/related?limit=20");

        assertThat(related.getList("items.slug"))
                .containsExactly(pinned, linkedTo, linksHere, twoTags, newOneTag, oneTag, newOfCategory, oldOfCategory);
        assertThat(related.getList("items.reason"))
                .containsExactly("pinned", "linked", "linked", "similar", "similar", "similar", "category", "category");
        assertThat(json("/v1/stories/" + source.slug + "?include=related&relatedLimit=2")
                        .getList("related.slug"))
                .containsExactly(pinned, linkedTo);
    }

    @Test
    void aStoryIsNeverRelatedToItselfAndNoneComesTwice() {
        String tag = newsroom.tag();
        Draft other = newsroom.story(category).about(tag);
        publish(other);
        Draft source = newsroom.story(category).about(tag);
        source.pinning(other.slug).saying("[it](story:" + other.slug + ") [me](story:" + source.slug + ")");
        publish(source);

        JsonPath related = json("/v1/stories/" + source.slug + "/related?limit=20");
        assertThat(related.getList("items.slug")).containsExactly(other.slug);
        assertThat(related.getList("items.reason")).containsExactly("pinned");
    }

    @Test
    void excludedStoriesMakeRoomForOthers() {
        String first = publish(newsroom.story(category));
        String second = publish(newsroom.story(category));
        Draft third = newsroom.story(category);
        UUID thirdId = third.publishedAt(START.plus(day++, ChronoUnit.DAYS));
        String source = publish(newsroom.story(category));
        String related = "/v1/stories/" + source + "/related?limit=1";

        assertThat(json(related).getList("items.slug")).containsExactly(third.slug);
        assertThat(json(related + "&exclude=" + thirdId).getList("items.slug")).containsExactly(second);
        assertThat(json(related + "&exclude=" + thirdId + "&exclude=" + second).getList("items.slug"))
                .containsExactly(first);
    }

    @Test
    void aStoryCanOptOutOfBeingShownUnlessAnEditorPinsIt() {
        String shy = publish(newsroom.story(category).notShownInRelated());
        String source = publish(newsroom.story(category));
        assertThat(json("/v1/stories/" + source + "/related").getList("items")).isEmpty();

        String pinning = publish(newsroom.story(category).pinning(shy));
        assertThat(json("/v1/stories/" + pinning + "/related").getList("items.slug"))
                .containsExactly(shy, source);
    }

    @Test
    void similarityAndCategoryKeepToTheLanguageOfTheStory() {
        publish(newsroom.story(category).in("de"));
        String english = publish(newsroom.story(category));
        String source = publish(newsroom.story(category));

        assertThat(json("/v1/stories/" + source + "/related").getList("items.slug"))
                .containsExactly(english);
    }

    @Test
    void anItemIsASummaryWithAReason() {
        publish(newsroom.story(category));
        String source = publish(newsroom.story(category));

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
