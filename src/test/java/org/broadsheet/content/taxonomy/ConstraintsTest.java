package org.broadsheet.content.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.broadsheet.Editor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Categories, authors, tags and collections accept and reject the same texts. */
@QuarkusTest
class ConstraintsTest {

    /** A text, and whether one line and several lines accept it. */
    private record Sample(String text, boolean inLine, boolean inLines) {}

    private static final List<Sample> SAMPLES = List.of(
            new Sample("Plain \u00e4\u4e2d\ud83d\ude00", true, true),
            new Sample("two\nlines", false, true),
            new Sample("tab\tbed", false, true),
            new Sample("bell\u0007", false, false),
            new Sample("escape\u001b", false, false),
            new Sample("delete\u007f", false, false),
            new Sample("next line\u0085", false, false),
            new Sample("vertical\u000b", false, false),
            new Sample("a".repeat(5_000), false, false));

    @ParameterizedTest(name = "{0}")
    @CsvSource({"categories,name,description", "authors,name,bio", "tags,name,", "collections,title,description"})
    void theSameTextsAreAcceptedAndRejected(String kind, String name, String description) {
        SAMPLES.forEach(sample -> {
            expect(kind, name, sample, sample.inLine(), content(name, sample.text()));
            if (description != null) {
                Map<String, Object> content = content(name, "Plain");
                content.put(description, sample.text());
                expect(kind, description, sample, sample.inLines(), content);
            }
        });
        List.of("Upper", "-a", "a--b", "a b", "\u00e4", "a".repeat(121)).forEach(slug -> {
            Map<String, Object> content = content(name, "Plain");
            content.put("slug", slug);
            expect(kind, "slug", new Sample(slug, false, false), false, content);
        });
    }

    private static Map<String, Object> content(String name, String text) {
        return new HashMap<>(Map.of(
                name, text, "slug", "of-a-test-" + UUID.randomUUID().toString().substring(0, 13)));
    }

    private static void expect(
            String kind, String member, Sample sample, boolean accepted, Map<String, Object> content) {
        String list = "/v1/admin/" + kind;
        Response response = Editor.post(list, content);
        assertThat(response.statusCode())
                .as("%s of %s: %s", member, kind, sample.text())
                .isEqualTo(accepted ? 201 : 422);
        if (accepted) {
            String made = response.header("Location");
            Map<String, Object> patch = Map.of(member, sample.text());
            assertThat(Editor.patch(made, patch).statusCode()).isEqualTo(200);
            Editor.delete(made).then().statusCode(204);
        } else {
            assertThat(response.jsonPath().getString("errors[0].pointer")).isEqualTo("/" + member);
        }
    }
}
