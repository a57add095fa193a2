package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.junit.jupiter.api.Test;

/** Editors find stories of any status by the words of their latest revisions. */
@QuarkusTest
class DraftSearchTest {

    private static final String LETTERS = "abcdfghijklmnopqrtuvwxyz";

    @Inject
    EntityManager database;

    /** No other test uses it, nor one that could be taken for it. */
    private final String word = ThreadLocalRandom.current()
            .ints(11, 0, LETTERS.length())
            .mapToObj(letter -> LETTERS.substring(letter, letter + 1))
            .collect(Collectors.joining("", "q", "k"));

    private static List<String> found(String query) {
        return page(query).getList("items.id");
    }

    private static JsonPath page(String query) {
        return Editor.get(Editor.STORIES + "?total=exact&q=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static String id(String story) {
        return story.substring(story.lastIndexOf('/') + 1);
    }

    private static String draft(Map<String, Object> content) {
        return id(Editor.draft(content));
    }

    @Test
    void aDraftIsFoundByItsTitleExcerptBodyTagsAndAuthorsAsSoonAsItIsSaved() {
        Editor.post("/v1/admin/authors", Map.of("name", "Ann " + word, "slug", "a" + word))
                .then()
                .statusCode(201);
        List<String> drafts = List.of(
                draft(Map.of("title", "About " + word)),
                draft(Map.of("title", "A subtitle", "subtitle", "Of " + word + ".")),
                draft(Map.of("title", "An excerpt", "excerpt", "Of " + word + ".")),
                draft(Map.of("title", "A body", "body", Editor.markdown("It has **" + word + "** in it."))),
                draft(Map.of("title", "A tag", "tags", List.of("Tag " + word))),
                draft(Map.of("title", "An author", "authors", List.of("a" + word))));

        assertThat(found(word)).containsExactlyInAnyOrderElementsOf(drafts);
        assertThat(page(word).getInt("page.total.count")).isEqualTo(drafts.size());
    }

    @Test
    void aQueryHasTheSyntaxOfReaders() {
        String both = draft(Map.of("title", "Red " + word, "body", Editor.markdown("And the harbour of Genoa.")));
        String one = draft(Map.of("title", "Blue " + word));

        assertThat(found(word + " harbours")).containsExactly(both);
        assertThat(found(word + " \"harbour of genoa\"")).containsExactly(both);
        assertThat(found(word + " \"genoa harbour\"")).isEmpty();
        assertThat(found(word + " -red")).containsExactly(one);
        assertThat(found("red or blue " + word)).containsExactlyInAnyOrder(both, one);
        assertThat(found(word.substring(0, 8))).as("the beginning of a word").containsExactlyInAnyOrder(both, one);
        assertThat(found("-")).isEmpty();
    }

    @Test
    void theLatestRevisionCountsWhateverReadersSee() {
        Map<String, Object> content = Editor.whole("About " + word);
        content.put("excerpt", "An excerpt.");
        String live = Editor.live(content);
        Editor.patch(live, Map.of("title", "Another title", "body", Editor.markdown("Of new" + word + ".")))
                .then()
                .statusCode(200);

        assertThat(found(word)).isEmpty();
        assertThat(found("new" + word)).containsExactly(id(live));
    }

    @Test
    void anAuthorWithAnotherNameIsFoundByThat() {
        Editor.post("/v1/admin/authors", Map.of("name", "Ann " + word, "slug", "a" + word))
                .then()
                .statusCode(201);
        String draft = draft(Map.of("title", "An author", "authors", List.of("a" + word)));
        assertThat(found(word)).containsExactly(draft);

        Editor.patch("/v1/admin/authors/a" + word, Map.of("name", "Ann new" + word))
                .then()
                .statusCode(200);

        assertThat(found(word)).isEmpty();
        assertThat(found("new" + word)).containsExactly(draft);
    }

    @Test
    void aTagThatOnlyDraftsHaveIsFoundByItsNewName() {
        String draft = draft(Map.of("title", "A tag", "tags", List.of("t" + word)));
        assertThat(found("t" + word)).containsExactly(draft);

        Editor.patch("/v1/admin/tags/t" + word, Map.of("name", "new" + word))
                .then()
                .statusCode(200);

        assertThat(found("t" + word)).isEmpty();
        assertThat(found("new" + word)).containsExactly(draft);
    }

    @Test
    void aDraftIsFoundByTheTagThatReplacesItsOwn() {
        for (String tag : List.of("t" + word, "new" + word)) {
            Editor.post("/v1/admin/tags", Map.of("name", tag, "slug", tag))
                    .then()
                    .statusCode(201);
        }
        String draft = draft(Map.of("title", "A tag", "tags", List.of("t" + word)));
        assertThat(found("t" + word)).containsExactly(draft);

        Editor.delete("/v1/admin/tags/t" + word + "?replaceWith=new" + word)
                .then()
                .statusCode(204);

        assertThat(found("t" + word)).isEmpty();
        assertThat(found("new" + word)).containsExactly(draft);
    }

    @Test
    void draftsAddNothingToTheChangeLogAndReadersFindNoneOfThem() {
        String draft = draft(Map.of("title", "About " + word, "body", Editor.markdown(word)));
        assertThat(found(word)).containsExactly(draft);

        assertThat(Api.json("/v1/search?q=" + word).getList("items")).isEmpty();
        assertThat(database.createNativeQuery("SELECT count(*) FROM change WHERE subject_id = :id", Long.class)
                        .setParameter("id", UUID.fromString(draft))
                        .getSingleResult())
                .isEqualTo(0L);
    }
}
