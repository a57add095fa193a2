package org.broadsheet.platform.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryStringTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "q=a+b          | a b",
                "q=a%20b        | a b",
                "q=a%2Bb        | a+b",
                "q=a%2bb        | a+b",
                "q=a=b          | a=b",
                "q=a;b          | a;b",
                "q=caf%C3%A9    | café",
                "q=%F0%9F%97%9E | 🗞",
                "%71=a          | a",
                "&&q=a&         | a",
            })
    void aValueIsPercentEncodedUtf8(String raw, String value) {
        QueryString query = QueryString.parse(raw);

        assertThat(query.values()).isEqualTo(Map.of("q", List.of(value)));
        assertThat(query.malformed()).isEmpty();
    }

    @Test
    void theValuesOfANameKeepTheirOrder() {
        assertThat(QueryString.parse("tag=b&q=x&tag=a&tag=b&tag").values())
                .isEqualTo(Map.of("tag", List.of("b", "a", "b", ""), "q", List.of("x")));
    }

    @Test
    void noQueryHasNoParameters() {
        assertThat(QueryString.parse(null).values()).isEmpty();
        assertThat(QueryString.parse("").values()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q=%",
                "q=%4",
                "q=%zz",
                "q=%+1",
                "q=%FF",
                "q=%C0%AF",
                "q=%ED%A0%80",
                "q=a%E2%82",
                "q=%F5%80%80%80",
                "q=é"
            })
    void whatIsNotUtf8NamesItsParameter(String raw) {
        QueryString query = QueryString.parse("a=1&" + raw + "&q=b");

        assertThat(query.malformed()).containsExactly("q");
        assertThat(query.values()).containsEntry("a", List.of("1")).containsEntry("q", List.of("b"));
    }

    @Test
    void aMalformedNameIsNamedAsItWasSent() {
        assertThat(QueryString.parse("%FF=1&=%zz").malformed()).containsExactly("", "%FF");
    }

    @Test
    void anyTextComesBackFromAnEncodedQuery() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            String name = text(random);
            String value = text(random);
            String raw = URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                    + URLEncoder.encode(value, StandardCharsets.UTF_8);
            assertThat(QueryString.parse(raw).values())
                    .as("seed %d, query %s", seed, raw)
                    .isEqualTo(Map.of(name, List.of(value)));
        }
    }

    @Test
    void anyQueryIsParsed() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder raw = new StringBuilder();
            random.ints(random.nextInt(12), 0, 12)
                    .forEach(piece ->
                            raw.append(List.of("a", "=", "&", "%", "%4", "%41", "%C3", "%A9", "+", ";", "é", "\0")
                                    .get(piece)));
            QueryString query = QueryString.parse(raw.toString());
            long pairs = List.of(raw.toString().split("&")).stream()
                    .filter(pair -> !pair.isEmpty())
                    .count();
            long values = query.values().values().stream().mapToLong(List::size).sum();
            assertThat(values + (query.malformed().isEmpty() ? 0 : 1))
                    .as("seed %d, query %s", seed, raw)
                    .isLessThanOrEqualTo(pairs)
                    .isGreaterThanOrEqualTo(pairs == 0 ? 0 : 1);
        }
    }

    private static String text(Random random) {
        return random.ints(1 + random.nextInt(6), 1, Character.MAX_CODE_POINT + 1)
                .filter(codePoint -> Character.getType(codePoint) != Character.SURROGATE)
                .mapToObj(Character::toString)
                .reduce("x", String::concat);
    }
}
