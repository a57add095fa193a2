package org.broadsheet.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    private static final StrictJson JSON = new StrictJson(Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator());

    enum Colour {
        red,
        green
    }

    record Part(@NotNull(message = "is required") String name, Integer size) {}

    record Content(
            @NotNull(message = "is required") @Size(max = 5, message = "accepts at most {max} characters")
            String title,

            Integer count,
            Boolean open,
            Colour colour,
            Instant at,
            List<@Size(max = 3, message = "is too long") String> tags,
            @Valid Part part) {}

    private static JsonContent parse(String json) {
        return JSON.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String rejection(String json, ProblemType type) {
        ProblemException problem =
                catchThrowableOfType(ProblemException.class, () -> parse(json).as(Content.class));
        assertThat(problem).as(json).isNotNull();
        assertThat(problem.type()).isEqualTo(type);
        return problem.getMessage();
    }

    @Test
    void contentBecomesARecord() {
        assertThat(parse("""
                        {"title": "Héllo", "count": 7, "open": true, "colour": "green", "at": "2026-11-01T01:00:00+01:00",
                         "tags": ["a"], "part": {"name": "p"}}""").as(Content.class))
                .isEqualTo(new Content(
                        "Héllo",
                        7,
                        true,
                        Colour.green,
                        Instant.parse("2026-11-01T00:00:00Z"),
                        List.of("a"),
                        new Part("p", null)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "{",
                "{}{}",
                "{} x",
                "[]",
                "7",
                "\"text\"",
                "true",
                "{'a': 1}",
                "{a: 1}",
                "{\"title\": \"a\", \"title\": \"b\"}",
                "{\"title\": NaN}",
                "{\"count\": 01}",
                "{\"title\": \"\t\"}",
                "{\"title\": \"a\",}",
                "/* comment */ {}",
                "\ufeff"
            })
    void whatIsNoJsonObjectIsMalformed(String json) {
        assertThat(rejection(json, ProblemType.MALFORMED_REQUEST)).startsWith("The content ");
    }

    @Test
    void aRepeatedNameIsReportedWithItsPlace() {
        assertThat(rejection("{\n\"title\": \"a\", \"title\": \"b\"}", ProblemType.MALFORMED_REQUEST))
                .isEqualTo("The content is not valid JSON, at line 2, column 22: a name occurs twice.");
    }

    @Test
    void contentMustBeUtf8() {
        for (byte[] octets : List.of(
                new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'},
                "{\"title\": \"é\"}".getBytes(StandardCharsets.ISO_8859_1),
                "{\"title\": \"e\"}".getBytes(StandardCharsets.UTF_16),
                new byte[] {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'})) {
            ProblemException problem = catchThrowableOfType(ProblemException.class, () -> JSON.parse(octets));
            assertThat(problem.type()).isEqualTo(ProblemType.MALFORMED_REQUEST);
        }
    }

    @Test
    void contentThatWouldCostTooMuchMemoryIsMalformed() {
        for (String json : List.of(
                "{\"a\":".repeat(33) + "1" + "}".repeat(33),
                "{\"tags\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}",
                "{\"tags\": [" + "1,".repeat(20_000) + "1]}",
                "{\"" + "a".repeat(257) + "\": 1}",
                "{\"count\": " + "1".repeat(33) + "}")) {
            assertThat(rejection(json, ProblemType.MALFORMED_REQUEST)).contains("nested deeper than 32 levels");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                     | /title: is required",
                "{\"title\": \"a\", \"Title\": \"b\"}           | /Title: is unknown; accepted: at, colour, count, open, part, tags, title",
                "{\"title\": \"123456\"}                    | /title: accepts at most 5 characters",
                "{\"title\": 7}                           | /title: accepts text",
                "{\"title\": true}                        | /title: accepts text",
                "{\"title\": {}}                          | /title: accepts text",
                "{\"title\": \"a\", \"count\": \"7\"}           | /count: accepts a whole number",
                "{\"title\": \"a\", \"count\": 7.0}            | /count: accepts a whole number",
                "{\"title\": \"a\", \"count\": 3000000000}     | /count: accepts a smaller whole number",
                "{\"title\": \"a\", \"open\": 1}               | /open: accepts true or false",
                "{\"title\": \"a\", \"open\": \"true\"}          | /open: accepts true or false",
                "{\"title\": \"a\", \"colour\": \"blue\"}        | /colour: accepts red, green",
                "{\"title\": \"a\", \"colour\": 0}             | /colour: accepts red, green",
                "{\"title\": \"a\", \"at\": 7}                 | /at: accepts a time such as 2026-11-01T00:00:00Z (RFC 3339)",
                "{\"title\": \"a\", \"at\": \"now\"}             | /at: accepts a time such as 2026-11-01T00:00:00Z (RFC 3339)",
                "{\"title\": \"a\", \"tags\": \"a\"}             | /tags: accepts an array",
                "{\"title\": \"a\", \"tags\": [\"a\", 7]}        | /tags/1: accepts text",
                "{\"title\": \"a\", \"tags\": [\"a\", \"abcd\"]}   | /tags/1: is too long",
                "{\"title\": \"a\", \"part\": []}              | /part: accepts an object",
                "{\"title\": \"a\", \"part\": {}}              | /part/name: is required",
                "{\"title\": \"a\", \"part\": {\"size\": \"x\"}}   | /part/size: accepts a whole number",
                "{\"title\": \"a\", \"a/b~c\": 1}              | /a~1b~0c: is unknown; accepted: at, colour, count, open, part, tags, title",
            })
    void whatIsInvalidIsNamedByAPointerWithWhatIsAccepted(String json, String detail) {
        assertThat(rejection(json, ProblemType.INVALID_CONTENT)).isEqualTo(detail);
    }

    @Test
    void allUnknownMembersAreNamedAtOnceUpToALimit() {
        StringBuilder json = new StringBuilder("{\"title\": \"a\"");
        for (int number = 0; number < 30; number++) {
            json.append(", \"x%d\": {\"y\": 1}".formatted(number));
        }
        assertThat(rejection(json + "}", ProblemType.INVALID_CONTENT).split("; /"))
                .hasSize(20)
                .allMatch(error -> error.contains("is unknown"));
    }

    @Test
    void textThatCannotBeStoredIsNamedWhereverItIs() {
        assertThat(rejection(
                        "{\"title\": \"a\\u0000\", \"tags\": [\"a\", \"\\ud800\"], \"\\u0000\": {\"a\": 1}}",
                        ProblemType.INVALID_CONTENT))
                .isEqualTo("/title: accepts text without U+0000 and without unpaired surrogates;"
                        + " /tags/1: accepts text without U+0000 and without unpaired surrogates;"
                        + " /\ufffd: accepts text without U+0000 and without unpaired surrogates");
        assertThat(parse("{\"title\": \"\\ud83d\\uddde\"}").as(Content.class).title())
                .isEqualTo("🗞");
    }

    @Test
    void noContentAndNullAreTheSame() {
        for (String json : List.of("", "null", " null ")) {
            assertThat(rejection(json, ProblemType.MALFORMED_REQUEST))
                    .isEqualTo("The request body is missing: it must be a JSON object.");
            assertThat(parse(json).bytes()).isEmpty();
        }
        assertThat(parse("").orNoneAs(Empty.class)).isEqualTo(new Empty(null));
    }

    record Empty(String name) {}

    @Test
    void noContentMakesAnythingElseFailThanAProblem() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> pieces = List.of(
                "{",
                "}",
                "[",
                "]",
                ":",
                ",",
                "\"",
                "\"title\"",
                "\"count\"",
                "\"part\"",
                "\"tags\"",
                "\"at\"",
                "null",
                "true",
                "7",
                "-0",
                "1e9",
                "1E999",
                "\"a\"",
                "\\u0000",
                "\\ud800",
                " ",
                "\0",
                "é");
        for (int round = 0; round < 20_000; round++) {
            StringBuilder json = new StringBuilder(random.nextBoolean() ? "{" : "");
            random.ints(random.nextInt(12), 0, pieces.size()).forEach(piece -> json.append(pieces.get(piece)));
            json.append(random.nextBoolean() ? "}" : "");
            try {
                parse(json.toString()).as(Content.class);
            } catch (ProblemException rejected) {
                assertThat(rejected.type())
                        .as("seed %d: %s", seed, json)
                        .isIn(ProblemType.MALFORMED_REQUEST, ProblemType.INVALID_CONTENT);
            } catch (RuntimeException other) {
                throw new AssertionError("seed %d: %s".formatted(seed, json), other);
            }
        }
    }

    @Test
    void oneProblemNamesAllValuesOfAWrongType() {
        assertThat(rejection("""
                {"title": 5, "count": "x", "open": {}, "tags": ["a", {}, "b", 5], "part": {"name": "n", "size": []}, "more": 1}""", ProblemType.INVALID_CONTENT))
                .contains("/title: accepts text", "/count: accepts a whole number", "/open: accepts true or false")
                .contains("/tags/1: accepts text", "/tags/3: accepts text", "/part/size: accepts a whole number")
                .contains("/more: is unknown")
                .doesNotContain("is required");
    }
}
