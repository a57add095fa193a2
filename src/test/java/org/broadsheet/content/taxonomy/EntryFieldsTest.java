package org.broadsheet.content.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.broadsheet.Api;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.broadsheet.changelog.TaxonomyKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The plain fields of categories, authors and tags: readers get what an editor writes. */
@QuarkusTest
class EntryFieldsTest {

    private static final Map<String, Object> IMAGE = Map.of(
            "url", "https://images.example/a.jpg",
            "alt", "A “portrait” of <Zoë>",
            "width", 800,
            "height", 600,
            "caption", "A caption",
            "credit", "A credit");

    private static Map<String, Object> fields(TaxonomyKind kind) {
        return kind == TaxonomyKind.AUTHOR
                ? Map.of(
                        "jobTitle", "Senior reporter",
                        "bio", "Writes about chips.\nAnd cooling.",
                        "image", IMAGE,
                        "email", "zoe+news@mail.news.example",
                        "links",
                                List.of(
                                        Map.of("name", "Mastodon", "url", "https://social.example/@zoe"),
                                        Map.of("name", "Site", "url", "http://zoe.example/?a=b#c")))
                : Map.of("description", "What it is about.", "image", IMAGE);
    }

    /** Returns the members that every response has, whatever the editor wrote. */
    private static Set<String> always(TaxonomyKind kind, String... others) {
        Set<String> members = new TreeSet<>(Set.of("id", "slug", "name"));
        members.addAll(Arrays.asList(others));
        if (kind == TaxonomyKind.CATEGORY) {
            members.add("position");
        }
        if (kind == TaxonomyKind.AUTHOR) {
            members.add("links");
        }
        return members;
    }

    private static Set<String> with(Set<String> members, Set<String> others) {
        Set<String> all = new TreeSet<>(members);
        all.addAll(others);
        return all;
    }

    private static Map<String, Object> content(TaxonomyKind kind) {
        Map<String, Object> content = new HashMap<>(fields(kind));
        content.put("name", "Fields " + Newsroom.unique(kind.word()));
        return content;
    }

    private static String make(TaxonomyKind kind, Map<String, Object> content) {
        Response made = Editor.post("/v1/admin/" + kind.plural(), content);
        made.then().statusCode(201);
        return made.header("Location");
    }

    private static String delivered(TaxonomyKind kind, String entry) {
        return "/v1/" + kind.plural() + entry.substring(entry.lastIndexOf('/'));
    }

    @ParameterizedTest
    @EnumSource(names = "COLLECTION", mode = EnumSource.Mode.EXCLUDE)
    void editorsAndReadersGetTheFields(TaxonomyKind kind) {
        String entry = make(kind, content(kind));
        String path = delivered(kind, entry);
        Map<String, Object> edited = Editor.get(entry).jsonPath().getMap("");
        Map<String, Object> read = Api.json(path).getMap("");
        Map<String, Object> listed = Api.json("/v1/" + kind.plural() + "?limit=100")
                .getMap("items.find { it.id == '" + edited.get("id") + "' }");

        assertThat(edited).containsAllEntriesOf(fields(kind));
        assertThat(read).containsAllEntriesOf(fields(kind));
        assertThat(edited)
                .containsOnlyKeys(with(
                        always(kind, "createdAt", "updatedAt"), fields(kind).keySet()));
        assertThat(read)
                .containsOnlyKeys(with(always(kind, "storyCount"), fields(kind).keySet()));
        if (listed != null) {
            assertThat(listed).isEqualTo(read);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "COLLECTION", mode = EnumSource.Mode.EXCLUDE)
    void aFieldThatIsNotSetIsAbsent(TaxonomyKind kind) {
        String entry = make(kind, Map.of("name", "Plain " + Newsroom.unique(kind.word())));
        assertThat(Api.json(delivered(kind, entry)).getMap("")).containsOnlyKeys(always(kind, "storyCount"));
    }

    @ParameterizedTest
    @EnumSource(names = "COLLECTION", mode = EnumSource.Mode.EXCLUDE)
    void aPatchChangesAndRemovesFieldsAtOnceAndTheSameContentChangesNothing(TaxonomyKind kind) {
        String entry = make(kind, content(kind));
        String path = delivered(kind, entry);
        String etag = Editor.etag(entry);
        Api.get(path).then().body("image.caption", equalTo("A caption"));

        Editor.patch(entry, fields(kind)).then().statusCode(200).header("ETag", equalTo(etag));

        Editor.patch(entry, Map.of("image", Map.of("caption", "Another")))
                .then()
                .statusCode(200)
                .header("ETag", not(equalTo(etag)));
        Api.get(path).then().body("image.caption", equalTo("Another")).body("image.credit", equalTo("A credit"));

        Map<String, Object> removal = new HashMap<>();
        fields(kind).keySet().forEach(field -> removal.put(field, null));
        Editor.patch(entry, removal).then().statusCode(200);
        Api.get(path).then().body("$", not(hasKey("image")));
        assertThat(Api.json(path).getMap("")).containsOnlyKeys(always(kind, "storyCount"));
    }

    @ParameterizedTest
    @EnumSource(names = "COLLECTION", mode = EnumSource.Mode.EXCLUDE)
    void readersGetThePublicUrlOfAnImageOnThisServer(TaxonomyKind kind) {
        Map<String, Object> content = content(kind);
        content.put("image", Map.of("url", "/sample/images/a.jpg", "alt", "A"));
        String entry = make(kind, content);
        Editor.get(entry).then().body("image.url", equalTo("/sample/images/a.jpg"));
        assertThat(Api.json(delivered(kind, entry)).getString("image.url"))
                .matches("http://localhost:\\d+/sample/images/a\\.jpg");
    }

    @ParameterizedTest
    @EnumSource(names = "COLLECTION", mode = EnumSource.Mode.EXCLUDE)
    void aWrongValueIsNamed(TaxonomyKind kind) {
        Map<String, Object> content = content(kind);
        content.put("image", Map.of("url", "javascript:alert(1)", "alt", "A"));
        Editor.post("/v1/admin/" + kind.plural(), content)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/image/url"));
        if (kind == TaxonomyKind.AUTHOR) {
            content.put("image", IMAGE);
            content.put("email", "not an address");
            content.put("links", List.of(Map.of("name", "A", "url", "ftp://a.example")));
            Editor.post("/v1/admin/authors", content)
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", contains("/email", "/links/0/url"));
            content.put("links", List.of(Map.of("name", "A", "url", "https://a.example", "x", 1)));
            content.remove("email");
            Editor.post("/v1/admin/authors", content)
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", contains("/links/0/x"));
        }
    }
}
