package org.broadsheet.platform.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.broadsheet.platform.query.QueryParameter;
import org.broadsheet.platform.query.RequestQuery;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalRequestTest {

    private static final class Search extends RequestQuery {

        Search() {
            super(List.of(
                    QueryParameter.words("q", 200),
                    QueryParameter.text("tag", "[^,]+", 100).repeated(5),
                    QueryParameter.choice("fields", "StoryField", new String[] {"slug", "title"}, name -> name)
                            .commaSeparated(3),
                    QueryParameter.time("publishedAfter"),
                    QueryParameter.integer("limit", 1, 100, 20)));
        }
    }

    private static final Operations OPERATIONS = new Operations(List.of(operation()));

    @Operation
    private static void search(Search query) {}

    private static DeclaredOperation operation() {
        try {
            return DeclaredOperation.of(
                    "/v1/search", CanonicalRequestTest.class.getDeclaredMethod("search", Search.class), "GET");
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private static Optional<String> canonical(String target) {
        return CanonicalRequest.of(target, OPERATIONS).map(CanonicalRequest::target);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            /v1/search?q=memory                       , /v1/search?q=memory
            /v1/search?q=a%2Bb                        , /v1/search?q=a%2Bb
            /v1/search?q=a+b                          , /v1/search?q=a+b
            /v1/search?q=a%20b                        , /v1/search?q=a+b
            /v1/search?q=a%2bb                        , /v1/search?q=a%2Bb
            /v1/search?q=m%65mory%23                  , /v1/search?q=memory%23
            /v1/search?%71=memory                     , /v1/search?q=memory
            /v1/search?q=a;limit=5                    , /v1/search?q=a%3Blimit%3D5
            /v1/search?q=a=b                          , /v1/search?q=a%3Db
            /v1/search?&&q=a&                         , /v1/search?q=a
            /v1/search?                               , /v1/search
            /v1/search?limit=020                      , /v1/search
            /v1/search?q=caf%C3%A9                    , /v1/search?q=caf%C3%A9
            /v1/search?q=cafe%cc%81                   , /v1/search?q=cafe%CC%81
            /v1/search?tag=b&q=x&tag=a&tag=b          , /v1/search?q=x&tag=a&tag=b
            /v1/search?tag=a%26tag=b                  , /v1/search?tag=a%26tag%3Db
            `/v1/search?fields=title,slug,title`      , `/v1/search?fields=slug,title`
            /v1/search?fields=title&fields=slug       , `/v1/search?fields=slug,title`
            /v1/search?publishedAfter=2026-01-01T01:00:00%2B01:00 , /v1/search?publishedAfter=2026-01-01T00%3A00%3A00Z""")
    void isOneOfTheManyWaysToWriteARequest(String target, String canonical) {
        assertThat(canonical(target)).contains(canonical);
        assertThat(canonical(canonical)).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/search?q=memory#",
                "/v1/search?q=memory#&tag=a",
                "/v1/search#?q=memory",
                "/v1/search?q=a b",
                "/v1/search?q=caf\u00e9",
                "/v1/search?q=%",
                "/v1/search?q=%4",
                "/v1/search?q=%zz",
                "/v1/search?q=%C0%AF",
                "/v1/search?q=%ED%A0%80",
                "/v1/search?q=%FF",
                "/v1/search?q=[a]",
                "/v1/search?q=\"a\"",
                "/v1/search?=",
                "/v1/search?=1",
                "/v1/search?=q=a",
                "/v1/search?Q=a",
                "/v1/search?q=a&q=b",
                "/v1/search?q",
                "/v1/search?junk=1",
                "/v1/search;a=b?q=a",
                "/v1//search?q=a",
                "/v1/search/?q=a",
                "/v1/./search?q=a",
                "/v1/../v1/search?q=a",
                "/v1/%73earch?q=a",
                "//host/v1/search?q=a",
                "http://host/v1/search?q=a",
                "/health?q=a"
            })
    void whatHasNoCertainMeaningHasNoCanonicalForm(String target) {
        assertThat(canonical(target)).isEmpty();
    }

    @Test
    void twoValuesNeverShareAForm() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> pieces = List.of(
                "a", "b", "+", "&", "=", ";", "%", "#", "%2B", "%26", "tag=", "&tag=", "é", "€", "😀", "\u0000", "/",
                "?");
        for (int i = 0; i < 20_000; i++) {
            String one = text(random, pieces);
            String other = text(random, pieces);
            Optional<String> first = canonical("/v1/search?tag=" + octets(random, one));
            Optional<String> second = canonical("/v1/search?tag=" + octets(random, other));
            assertThat(first).as("seed %d: %s", seed, one).isPresent();
            assertThat(first.equals(second))
                    .as("seed %d: %s, %s", seed, one, other)
                    .isEqualTo(one.equals(other));
            assertThat(canonical(first.get())).isEqualTo(first);
        }
    }

    private static String text(Random random, List<String> pieces) {
        StringBuilder text = new StringBuilder();
        for (int length = 1 + random.nextInt(3); length > 0; length--) {
            text.append(pieces.get(random.nextInt(pieces.size())));
        }
        return text.toString();
    }

    /** Letters as they are or encoded, the rest encoded, in digits of either case. */
    private static String octets(Random random, String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            if (octet >= 'a' && octet <= 'z' && random.nextBoolean()) {
                encoded.append((char) octet);
            } else {
                encoded.append((random.nextBoolean() ? "%%%02x" : "%%%02X").formatted(octet & 0xff));
            }
        }
        return encoded.toString();
    }
}
