package org.broadsheet.content.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.junit.jupiter.api.Test;

/** Tags that a story names by name, and how their slugs come about. */
@QuarkusTest
class NamedTagsTest {

    private static final String TAGS = "/v1/admin/tags";

    @Inject
    EntityManager database;

    private static List<String> tagsOf(String... texts) {
        return Editor.get(Editor.draft(Map.of("tags", List.of(texts))))
                .jsonPath()
                .getList("tags");
    }

    private static Response create(Map<String, Object> tag) {
        return Editor.post(TAGS, tag);
    }

    private static String word() {
        return Newsroom.unique("w").replace("-", "");
    }

    @Test
    void namesThatDifferInASymbolAreDifferentTags() {
        String word = word();
        assertThat(tagsOf(word, word + "++", word + "#", "." + word, word + "!", "😂 " + word))
                .containsExactly(word, word + "-plus-plus", word + "-sharp", "dot-" + word, word + "-2", word + "-3");
    }

    @Test
    void aNameIsTheSameInAnyCaseNormalFormAndSpacing() {
        String word = word();
        List<String> tag = tagsOf("Zoë Straße ﬁ " + word);

        assertThat(tagsOf(" zoe\u0308  STRASSE\u00a0FI " + word.toUpperCase() + "\u200b"))
                .isEqualTo(tag);
        assertThat(tagsOf("ZOË strasse fi " + word)).isEqualTo(tag);
        assertThat(tagsOf("Zoe Straße fi " + word)).isNotEqualTo(tag);
    }

    /** There are such tags in databases from before names were unique. */
    @Test
    void ofTagsWithOneNameTheNextIsFoundWhenTheFirstIsRenamedOrDeleted() {
        String name = word();
        List<String> tags = List.of(name, name + "-b", name + "-c");
        for (String slug : tags) {
            create(Map.of("name", slug.equals(name) ? name : word(), "slug", slug))
                    .then()
                    .statusCode(201);
        }
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery(
                                "UPDATE tag SET name = :name, lookup_name = NULL WHERE slug IN (:second, :third)")
                        .setParameter("name", name)
                        .setParameter("second", tags.get(1))
                        .setParameter("third", tags.get(2))
                        .executeUpdate());

        assertThat(tagsOf(name.toUpperCase())).containsExactly(tags.get(0));
        Editor.patch(TAGS + "/" + tags.get(0), Map.of("name", word())).then().statusCode(200);
        assertThat(tagsOf(name)).containsExactly(tags.get(1));
        Editor.delete(TAGS + "/" + tags.get(1) + "?replaceWith=" + tags.get(2))
                .then()
                .statusCode(204);
        assertThat(tagsOf(name)).containsExactly(tags.get(2));
    }

    @Test
    void aTextIsANameBeforeItIsASlug() {
        String one = word();
        String other = word();
        create(Map.of("name", one + "!", "slug", other)).then().statusCode(201);
        assertThat(tagsOf(other)).containsExactly(other);
        String id = create(Map.of("name", other))
                .then()
                .statusCode(201)
                .body("slug", equalTo(other + "-2"))
                .extract()
                .path("id");

        assertThat(tagsOf(other)).containsExactly(other + "-2");
        assertThat(tagsOf(id)).containsExactly(other + "-2");
    }

    @Test
    void whatAStoryIsReadWithNamesTheSameTagsWhenItIsWritten() {
        String one = word();
        String other = word();
        String id = create(Map.of("name", one, "slug", other)).then().extract().path("id");
        String story = Editor.draft(Map.of("tags", List.of(one)));
        create(Map.of("name", other)).then().statusCode(201);

        Editor.get(story).then().body("tags", contains(id));
        Editor.patch(story, Map.of("title", "Patched " + one)).then().body("tags", contains(id));
    }

    @Test
    void anIdThatIsNoTagsIsNotTheNameOfANewOne() {
        Editor.post(Editor.STORIES, Map.of("tags", List.of("018f0000-0000-7000-8000-000000000000")))
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/tags/0"));
    }

    @Test
    void twoTagsNeverHaveTheSameName() {
        String word = word();
        create(Map.of("name", word)).then().statusCode(201);
        create(Map.of("name", word.toUpperCase(), "slug", word + "-other"))
                .then()
                .statusCode(409)
                .body("errors.pointer", hasItem("/name"))
                .body("errors[0].detail", containsString(word));
        String another = create(Map.of("name", word + " two")).header("Location");
        Editor.patch(another, Map.of("name", word)).then().statusCode(409).body("errors.pointer", hasItem("/name"));
        Editor.patch(another, Map.of("name", word + " TWO")).then().statusCode(200);
        assertThat(tagsOf(word + " Two")).containsExactly(word + "-two");
    }

    @Test
    void aNameOfInvisibleCharactersIsRejected() {
        create(Map.of("name", "\u200b\u2060")).then().statusCode(422).body("errors.pointer", hasItem("/name"));
    }

    @Test
    void aTagThatManyRequestsNameFirstIsOneTag() throws Exception {
        var pool = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 10; round++) {
                String word = word();
                List<Callable<List<String>>> requests = new ArrayList<>();
                for (int number = 0; number < 8; number++) {
                    String name = number % 2 == 0 ? word + "#" : word.toUpperCase() + "＃";
                    String other = word + "++";
                    requests.add(number % 4 < 2 ? () -> tagsOf(name, other) : () -> tagsOf(other, name));
                }
                var slugs = new HashSet<String>();
                for (var response : pool.invokeAll(requests)) {
                    slugs.addAll(response.get());
                }
                assertThat(slugs).containsExactlyInAnyOrder(word + "-sharp", word + "-plus-plus");
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void differentNamesOfTheSameSlugAtOnceAreDifferentTags() throws Exception {
        var pool = Executors.newFixedThreadPool(4);
        try {
            String word = word();
            List<Callable<List<String>>> requests = new ArrayList<>();
            for (String end : List.of("¿", "!", "?", "…")) {
                requests.add(() -> tagsOf(word + end));
            }
            var slugs = new HashSet<String>();
            for (var response : pool.invokeAll(requests)) {
                slugs.addAll(response.get());
            }
            assertThat(slugs).containsExactlyInAnyOrder(word, word + "-2", word + "-3", word + "-4");
        } finally {
            pool.shutdownNow();
        }
    }
}
