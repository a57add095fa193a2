package org.broadsheet.platform.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParameterTest {

    private static final QueryParameter<Integer> LIMIT = QueryParameter.integer("limit", 1, 100, 20);
    private static final QueryParameter<String> COLOURS = QueryParameter.choice(
                    "colours", "Colour", new String[] {"red", "green", "blue"}, name -> name)
            .commaSeparated(3);

    @ParameterizedTest
    @ValueSource(strings = {"1", "01", "000000001", "100", "20"})
    void aWholeNumberIsDecimal(String text) {
        assertThat(LIMIT.parse(List.of(text))).containsExactly(Integer.parseInt(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "101", "-1", "+5", "1.0", "1e1", "0x1", "", " 1", "1 ", "١", "1000000000", "0000000001"})
    void anythingElseIsNoNumberInTheRange(String text) {
        assertThat(LIMIT.parse(List.of(text))).isNull();
    }

    @Test
    void onlyTrueAndFalseAreFlags() {
        QueryParameter<Boolean> flag = QueryParameter.flag("all");

        assertThat(flag.parse(List.of("true"))).containsExactly(true);
        assertThat(flag.parse(List.of("false"))).containsExactly(false);
        for (String other : List.of("", "TRUE", "1", "yes")) {
            assertThat(flag.parse(List.of(other))).as(other).isNull();
        }
        assertThat(flag.orElse()).isFalse();
    }

    @Test
    void aTextIsNoLongerThanItsMaximumInCodePoints() {
        QueryParameter<String> text = QueryParameter.text("tag", "[^,]+", 3);

        assertThat(text.parse(List.of("🗞🗞🗞"))).containsExactly("🗞🗞🗞");
        assertThat(text.parse(List.of("🗞🗞🗞🗞"))).isNull();
        assertThat(text.parse(List.of(""))).isNull();
        assertThat(text.parse(List.of("a,b"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {" a b ", "\u00a0a b\ufeff", "\ta b\r\n", "\u3000a b\u2028"})
    void spacesAroundWordsAreNotPartOfThem(String typed) {
        assertThat(QueryParameter.words("q", 3).parse(List.of(typed))).containsExactly("a b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0\ufeff", "abcd"})
    void wordsHaveAtLeastOneCharacterAndAreNotTooLong(String typed) {
        assertThat(QueryParameter.words("q", 3).parse(List.of(typed))).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-01T00:00:00Z, 2026-11-01T00:00:00Z",
        "2026-11-01T01:00:00+01:00, 2026-11-01T00:00:00Z",
        "2026-11-01t00:00:00.5z, 2026-11-01T00:00:00.5Z"
    })
    void aTimeMayHaveAnyOffset(String text, Instant time) {
        assertThat(QueryParameter.time("after").parse(List.of(text))).containsExactly(time);
    }

    @Test
    void anIdIsReadInEitherCase() {
        UUID id = UUID.fromString("01a20e3d-fccd-72b2-aeea-64f8d1e16ccf");

        assertThat(QueryParameter.id("id").parse(List.of(id.toString()))).containsExactly(id);
        assertThat(QueryParameter.id("id").parse(List.of(id.toString().toUpperCase(java.util.Locale.ROOT))))
                .containsExactly(id);
        // UUID.fromString would accept the last two.
        for (String other : List.of("17", "", "01a20e3d", "1-1-1-1-1", "01a20e3d-fccd-72b2-aeea-064f8d1e16ccf")) {
            assertThat(QueryParameter.id("id").parse(List.of(other))).as(other).isNull();
        }
    }

    @Test
    void aLanguageIsReadInItsPreferredSpelling() {
        assertThat(QueryParameter.language("language").parse(List.of("PT-br"))).containsExactly("pt-BR");
        for (String other : List.of("e", "en_GB", "en-", "und", "english!", "en%27--")) {
            assertThat(QueryParameter.language("language").parse(List.of(other)))
                    .as(other)
                    .isNull();
        }
    }

    @Test
    void aRepeatedParameterThatAcceptsASingleValueIsRejectedForThat() {
        assertThat(LIMIT.parse(List.of("1", "2"))).isNull();
        assertThat(LIMIT.rejection(List.of("1", "2"))).isEqualTo("accepts a single value");
        assertThat(LIMIT.rejection(List.of("x"))).isEqualTo("accepts a whole number from 1 to 100");
    }

    @Test
    void valuesWithCommasAndRepeatedOnesMeanTheSame() {
        assertThat(COLOURS.parse(List.of("red,blue"))).isEqualTo(COLOURS.parse(List.of("blue", "red")));
        assertThat(COLOURS.parse(List.of("red,red", "red"))).containsExactly("red");
        assertThat(COLOURS.parse(List.of("red,"))).isNull();
        assertThat(COLOURS.parse(List.of("red,pink"))).isNull();
        assertThat(COLOURS.parse(List.of("red,green,blue,red"))).isNull();
        assertThat(COLOURS.accepts()).isEqualTo("red, green, blue; at most 3 values");
    }

    @Test
    void theDefaultIsNotPartOfTheCanonicalSpelling() {
        assertThat(LIMIT.canonical(List.of("020"))).isEmpty();
        assertThat(LIMIT.canonical(List.of("007"))).containsExactly("limit=7");
        assertThat(QueryParameter.integer("limit", 1, 100, 20)
                        .withDependentDefault()
                        .canonical(List.of("20")))
                .as("another request may have another default")
                .containsExactly("limit=20");
    }

    @Test
    void theOrderOfValuesInTheRequestDoesNotMatter() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        QueryParameter<String> tags = QueryParameter.text("tag", "[^,]+", 100).repeated(50);
        for (int round = 0; round < 5_000; round++) {
            List<String> values = new ArrayList<>();
            random.ints(1 + random.nextInt(8), 0, 12)
                    .forEach(number -> values.add("t" + number + "&é".charAt(number % 2)));
            List<String> shuffled = new ArrayList<>(values);
            Collections.shuffle(shuffled, random);
            shuffled.add(values.get(0));
            assertThat(tags.canonical(shuffled)).as("seed %d: %s", seed, values).isEqualTo(tags.canonical(values));
            assertThat(tags.parse(shuffled)).doesNotHaveDuplicates().hasSameElementsAs(values);
        }
    }

    @Test
    void theContractSaysWhatIsAccepted() {
        Parameter limit = LIMIT.describedAs("The maximum number.").contract();

        assertThat(limit.getIn()).isEqualTo(Parameter.In.QUERY);
        assertThat(limit.getRequired()).isNull();
        assertThat(limit.getSchema().getMinimum().intValue()).isEqualTo(1);
        assertThat(limit.getSchema().getMaximum().intValue()).isEqualTo(100);
        assertThat(limit.getSchema().getDefaultValue()).isEqualTo(20);
        assertThat(QueryParameter.words("q", 9).required().contract().getRequired())
                .isTrue();
    }

    @Test
    void theContractHasAChoiceOfSeveralValuesAsAnArrayOfItsType() {
        Parameter colours = COLOURS.contract();

        assertThat(colours.getExplode()).isFalse();
        assertThat(colours.getSchema().getType()).containsExactly(Schema.SchemaType.ARRAY);
        assertThat(colours.getSchema().getMaxItems()).isEqualTo(3);
        assertThat(colours.getSchema().getItems().getRef()).isEqualTo("#/components/schemas/Colour");
        assertThat(COLOURS.namedSchema()).map(Map.Entry::getKey).contains("Colour");
        assertThat(LIMIT.namedSchema()).isEmpty();
    }
}
