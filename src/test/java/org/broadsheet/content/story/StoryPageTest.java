package org.broadsheet.content.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.broadsheet.Api.get;
import static org.broadsheet.Api.json;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.broadsheet.Newsroom;
import org.broadsheet.Statements;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StoryPageTest {

    @Inject
    Newsroom newsroom;

    @Inject
    SessionFactory hibernate;

    @Test
    void theSampleStoryOfIndustryHasEverythingThatAStoryPageShows() {
        JsonPath story = json("/v1/stories/memory-makers-bet-on-the-inference-boom?include=related&relatedLimit=3"
                + "&body=html,blocks,markdown,text");

        assertThat(story.getString("category.name")).isEqualTo("Industry");
        assertThat(story.getString("title")).isEqualTo("Memory makers bet on the inference boom");
        assertThat(story.getList("authors.name")).containsExactly("Zoë Lindqvist");
        assertThat(story.getInt("readingMinutes")).isEqualTo(2);
        assertThat(story.getString("image.url")).startsWith("http").endsWith(".jpg");
        assertThat(story.getString("image.alt")).hasSizeGreaterThan(20);
        assertThat(story.getString("excerpt")).isNotEmpty();
        assertThat(story.getString("body.html")).contains("<p>", "<h2 id=", "<ul>", "<a href=\"/stories/");
        assertThat(story.getList("body.blocks.type")).contains("paragraph", "heading", "list");
        assertThat(story.getString("body.markdown")).contains("## ", "](/stories/");
        assertThat(story.getString("body.text")).doesNotContain("<", "](");
        assertThat(story.getList("links")).hasSize(2);
        assertThat(story.getList("related")).hasSize(3);
        for (int card = 0; card < 3; card++) {
            Map<String, Object> related = story.getMap("related[" + card + "]");
            assertThat(related)
                    .containsKeys("category", "image", "title", "excerpt", "publishedAt", "readingMinutes", "reason");
        }
    }

    @Test
    void aStoryShowsTheseMembersAndNoOthers() {
        UUID id = newsroom.story(newsroom.category())
                .withAllTexts()
                .about(newsroom.tag())
                .published();

        assertThat(json("/v1/stories/" + id).getMap("$").keySet())
                .isEqualTo(java.util.Set.of(
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
                        "readingMinutes",
                        "tags",
                        "body",
                        "outline",
                        "wordCount",
                        "links",
                        "corrections",
                        "seo"));
    }

    @Test
    void fieldsReplaceTheDefaultOnesAndIncludeAddsToThem() {
        UUID id = newsroom.story(newsroom.category()).published();

        assertThat(json("/v1/stories/" + id + "?fields=title,wordCount").getMap("$"))
                .containsOnlyKeys("title", "wordCount");
        assertThat(json("/v1/stories/" + id + "?fields=title&fields=slug&include=related")
                        .getMap("$"))
                .containsOnlyKeys("title", "slug", "related");
        assertThat(json("/v1/stories/" + id + "?fields=body&body=text,markdown").getMap("body"))
                .containsOnlyKeys("text", "markdown");
    }

    @Test
    void theNumberOfStatementsDoesNotGrowWithLinksTagsAndAuthors() {
        long few = statementsForStoryWith(3);
        long many = statementsForStoryWith(50);

        assertThat(few).isLessThanOrEqualTo(6).isEqualTo(many);
    }

    private long statementsForStoryWith(int number) {
        String category = newsroom.category();
        List<String> targets = IntStream.range(0, number)
                .mapToObj(i -> newsroom.story(category).published().toString())
                .toList();
        String[] tags = IntStream.range(0, number).mapToObj(i -> newsroom.tag()).toArray(String[]::new);
        String[] authors =
                IntStream.range(0, number).mapToObj(i -> newsroom.author()).toArray(String[]::new);
        String links = String.join(
                "\n\n", targets.stream().map(id -> "[see](story:" + id + ")").toList());
        // Until related stories are computed, they are the ones that the story links to.
        leaseRelatedUpdates("infinity");
        String path;
        try {
            UUID id = newsroom.story(category)
                    .by(authors)
                    .about(tags)
                    .saying(links)
                    .published();
            path = "/v1/stories/" + id + "?include=related&relatedLimit=";
            JsonPath story = json(path + 20);

            assertThat(story.getList("links")).hasSize(number);
            assertThat(story.getList("tags")).hasSize(number);
            assertThat(story.getList("authors")).hasSize(number);
            assertThat(story.getList("related.findAll { it.reason == 'linked' }"))
                    .hasSize(Math.min(number, 20));
        } finally {
            leaseRelatedUpdates("-infinity");
        }
        newsroom.untilIndexed();
        return Statements.of(hibernate, time -> path + (time + 1));
    }

    /** Leases the computation of related stories to a node that does not exist. */
    private void leaseRelatedUpdates(String until) {
        hibernate.inTransaction(session -> session.createNativeMutationQuery(
                        "UPDATE related_progress SET leased_by = gen_random_uuid(), leased_until = CAST(:until AS timestamptz)")
                .setParameter("until", until)
                .executeUpdate());
    }

    @Test
    void authorsAndTagsKeepTheEditorsOrder() {
        String[] authors = {newsroom.author(), newsroom.author(), newsroom.author()};
        String[] tags = {newsroom.tag(), newsroom.tag(), newsroom.tag()};
        UUID id = newsroom.story(newsroom.category())
                .by(authors[2], authors[0], authors[1])
                .about(tags[1], tags[2], tags[0])
                .published();

        JsonPath story = json("/v1/stories/" + id);
        assertThat(story.getList("authors.slug")).containsExactly(authors[2], authors[0], authors[1]);
        assertThat(story.getList("tags.slug")).containsExactly(tags[1], tags[2], tags[0]);
    }

    @Test
    void aLinkFollowsAChangeOfSlugAtOnce() {
        String category = newsroom.category();
        Newsroom.Draft target = newsroom.story(category);
        UUID targetId = target.published();
        String before = target.slug;
        UUID source = newsroom.story(category)
                .saying("Read [*this* one](story:" + before + ") and [that](https://example.org/).")
                .published();
        assertThat(json("/v1/stories/" + source).getString("body.html"))
                .isEqualTo("<p>Read <a href=\"/stories/" + before
                        + "\"><em>this</em> one</a> and <a href=\"https://example.org/\">that</a>.</p>");

        String after = Newsroom.unique("renamed");
        newsroom.saveAgain(targetId, target.slug(after));
        newsroom.publish(targetId);

        JsonPath story = json("/v1/stories/" + source + "?body=html,blocks,markdown,text");
        assertThat(story.getString("body.html")).contains("<a href=\"/stories/" + after + "\"><em>this</em> one</a>");
        assertThat(story.getString("body.blocks[0].html")).contains("<a href=\"/stories/" + after + "\">");
        assertThat(story.getString("body.markdown")).contains("[*this* one](/stories/" + after + ")");
        assertThat(story.getString("body.text")).isEqualTo("Read this one and that.");
        assertThat(story.getList("links.slug")).containsExactly(after);
    }

    @Test
    void aLinkDropsToPlainTextWhenItsTargetIsWithdrawnAndComesBackWithIt() {
        String category = newsroom.category();
        Newsroom.Draft target = newsroom.story(category);
        UUID targetId = target.published();
        UUID source = newsroom.story(category)
                .saying("Read [it](/stories/" + target.slug + "#part).")
                .published();

        newsroom.unpublish(targetId);
        JsonPath without = json("/v1/stories/" + source + "?body=html,blocks,markdown,text");
        assertThat(without.getString("body.html")).isEqualTo("<p>Read it.</p>");
        assertThat(without.getString("body.blocks[0].html")).isEqualTo("Read it.");
        assertThat(without.getString("body.markdown")).isEqualTo("Read it.");
        assertThat(without.getList("links")).isEmpty();

        newsroom.publish(targetId);
        assertThat(json("/v1/stories/" + source).getString("body.html"))
                .isEqualTo("<p>Read <a href=\"/stories/" + target.slug + "#part\">it</a>.</p>");
    }

    @Test
    void aFormerSlugLeadsToTheCurrentOneWithTheWholeRequest() {
        Newsroom.Draft draft = newsroom.story(newsroom.category());
        UUID id = draft.published();
        String before = draft.slug;
        String after = Newsroom.unique("renamed");
        newsroom.saveAgain(id, draft.slug(after));
        assertThat(get("/v1/stories/" + before).statusCode())
                .as("until it is published, a new slug is a draft's")
                .isEqualTo(200);
        assertThat(get("/v1/stories/" + after).statusCode()).isEqualTo(404);
        newsroom.publish(id);

        org.broadsheet.Api.request()
                .redirects()
                .follow(false)
                .get("/v1/stories/" + before + "?fields=title")
                .then()
                .statusCode(308)
                .header("Location", "/v1/stories/" + after + "?fields=title");
        org.broadsheet.Api.request()
                .redirects()
                .follow(false)
                .get("/v1/stories/" + before + "/related?limit=2")
                .then()
                .statusCode(308)
                .header("Location", "/v1/stories/" + after + "/related?limit=2");
        assertThat(json("/v1/stories/" + id).getString("slug")).isEqualTo(after);
    }

    @Test
    void withdrawnStoriesAreGoneAndUnknownOnesWereNeverThere() {
        String category = newsroom.category();
        Newsroom.Draft unpublished = newsroom.story(category);
        UUID unpublishedId = unpublished.published();
        newsroom.unpublish(unpublishedId);
        Newsroom.Draft deleted = newsroom.story(category);
        UUID deletedId = deleted.published();
        newsroom.delete(deletedId);

        for (Object name : List.of(unpublished.slug, unpublishedId, deleted.slug, deletedId)) {
            get("/v1/stories/" + name).then().statusCode(410);
            get("/v1/stories/" + name + "/related").then().statusCode(410);
        }
        get("/v1/stories/never-written").then().statusCode(404);
        get("/v1/stories/" + UUID.randomUUID()).then().statusCode(404);
    }
}
