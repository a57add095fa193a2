package org.broadsheet.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.validation.Validation;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON Merge Patch, as RFC 7396 defines it. */
class JsonContentTest {

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .setDefaultPropertyInclusion(JsonInclude.Value.construct(Include.NON_NULL, Include.ALWAYS));
    private static final StrictJson JSON = new StrictJson(Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator());

    /** Members with any JSON. */
    record Anything(Object a, Object b, Object c) {}

    record Story(String title, String excerpt, List<String> tags, Seo seo) {}

    record Seo(String title, String description) {}

    private static JsonContent patch(String json) {
        return JSON.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode merged(String target, String patch) throws Exception {
        Anything read = MAPPER.readValue(target, Anything.class);
        return MAPPER.valueToTree(patch(patch).appliedTo(read, Anything.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":\"b\"}          | {\"a\":\"c\"}                    | {\"a\":\"c\"}",
                "{\"a\":\"b\"}          | {\"b\":\"c\"}                    | {\"a\":\"b\",\"b\":\"c\"}",
                "{\"a\":\"b\"}          | {\"a\":null}                   | {}",
                "{\"a\":\"b\",\"b\":\"c\"}  | {\"a\":null}                   | {\"b\":\"c\"}",
                "{\"a\":[\"b\"]}        | {\"a\":\"c\"}                    | {\"a\":\"c\"}",
                "{\"a\":\"c\"}          | {\"a\":[\"b\"]}                  | {\"a\":[\"b\"]}",
                "{\"a\":{\"b\":\"c\"}}    | {\"a\":{\"b\":\"d\",\"c\":null}}     | {\"a\":{\"b\":\"d\"}}",
                "{\"a\":[{\"b\":\"c\"}]}  | {\"a\":[1]}                    | {\"a\":[1]}",
                "{}                 | {\"a\":{\"bb\":{\"ccc\":null}}}  | {\"a\":{\"bb\":{}}}",
                "{\"a\":\"b\"}          | {\"a\":{\"b\":\"c\"}}              | {\"a\":{\"b\":\"c\"}}",
                "{\"a\":{\"b\":1}}      | {}                           | {\"a\":{\"b\":1}}",
            })
    void theExamplesOfTheRfcHold(String target, String patch, String result) throws Exception {
        assertThat(merged(target, patch)).isEqualTo(MAPPER.readTree(result));
    }

    @Test
    void membersOfARecordAreChangedRemovedAndLeft() {
        Story story = new Story("Before", "An excerpt", List.of("a"), new Seo("Title", "Description"));

        assertThat(patch("{\"title\": \"After\", \"excerpt\": null, \"seo\": {\"title\": null}}")
                        .appliedTo(story, Story.class))
                .isEqualTo(new Story("After", null, List.of("a"), new Seo(null, "Description")));
        assertThat(patch("{}").appliedTo(story, Story.class)).isEqualTo(story);
    }

    @Test
    void anUnknownMemberIsRejectedEvenIfThePatchRemovesIt() {
        Story story = new Story("Before", null, null, null);

        assertThatThrownBy(() -> patch("{\"titel\": null}").appliedTo(story, Story.class))
                .hasMessageStartingWith("/titel: is unknown");
        assertThatThrownBy(() -> patch("{\"seo\": {\"keywords\": null}}").appliedTo(story, Story.class))
                .hasMessageStartingWith("/seo/keywords: is unknown");
        assertThatThrownBy(() -> patch("").appliedTo(story, Story.class))
                .hasMessageStartingWith("The request body is missing");
    }

    @Test
    void aTextIsFoundBeforeValidation() {
        assertThat(patch("{\"url\": \"x\", \"count\": 7}").text("url")).contains("x");
        assertThat(patch("{\"url\": \"x\", \"count\": 7}").text("count")).isEmpty();
        assertThat(patch("{}").text("url")).isEmpty();
    }

    @Test
    void theResultOfAnyPatchIsThatOfTheRfcsAlgorithm() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 3_000; round++) {
            Map<String, Object> target = object(random, 3, false);
            Map<String, Object> patch = object(random, 3, true);
            assertThat(merged(MAPPER.writeValueAsString(target), MAPPER.writeValueAsString(patch)))
                    .as("seed %d: %s with %s", seed, target, patch)
                    .isEqualTo(MAPPER.valueToTree(mergedByTheRfc(target, patch)));
        }
    }

    /** The pseudocode of section 2. */
    private static Object mergedByTheRfc(Object target, Object patch) {
        if (!(patch instanceof Map<?, ?> members)) {
            return patch;
        }
        Map<Object, Object> result = new LinkedHashMap<>(target instanceof Map<?, ?> before ? before : Map.of());
        members.forEach((name, value) -> {
            if (value == null) {
                result.remove(name);
            } else {
                result.put(name, mergedByTheRfc(result.get(name), value));
            }
        });
        return result;
    }

    private static Map<String, Object> object(Random random, int depth, boolean withNull) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int member = random.nextInt(4); member > 0; member--) {
            object.put(String.valueOf("abc".charAt(random.nextInt(3))), value(random, depth - 1, withNull));
        }
        return object;
    }

    private static Object value(Random random, int depth, boolean withNull) {
        return switch (random.nextInt(depth > 0 ? 5 : 3)) {
            case 0 -> withNull ? null : "n";
            case 1 -> random.nextInt(3);
            case 2 -> List.of("x", random.nextInt(2));
            default -> object(random, depth, withNull);
        };
    }
}
