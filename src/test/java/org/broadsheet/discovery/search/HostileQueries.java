package org.broadsheet.discovery.search;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Queries that nobody types, and somebody sends: generated, the same ones each time. */
final class HostileQueries {

    private static final List<String> PIECES = List.of(
            "\"",
            "\"\"",
            "'",
            "''",
            "“",
            "„",
            "«",
            "-",
            "--",
            "- -",
            "or",
            " or or ",
            "OR",
            "|",
            "&",
            "!",
            "<->",
            "<2>",
            "<0>",
            "<99999>",
            ":*",
            ":A",
            ":ABCD",
            "(",
            ")",
            "((((",
            "))))",
            "\\",
            "\\\\",
            "\\'",
            "%",
            "%%",
            "_",
            "*",
            "?",
            "$1",
            "$$",
            ":q",
            "::text",
            "{",
            "}",
            "[",
            "]",
            "\u0000",
            "\u0001",
            "\u001f",
            "\u007f",
            "\u0085",
            "\u00a0",
            "\u200b",
            "\u200d",
            "\u202e",
            "\u2028",
            "\ufeff",
            "\ufffd",
            "\ufffe",
            "\uffff",
            "\ud800",
            "\udc00",
            "\ud83d",
            "\r\n",
            "\t",
            "'; DROP TABLE story; --",
            "' OR 1=1 --",
            "\" UNION SELECT",
            "/*",
            "*/",
            "<script>",
            "</mark>",
            "&amp;",
            "memory",
            "the",
            "chips",
            "of",
            "Größe",
            "İstanbul",
            "ﬁ",
            "ſ",
            "ß",
            "ẞ",
            "Ⅷ",
            "½",
            "²",
            "ﷺ",
            "İ̇",
            "半導体",
            "の",
            "ความทรงจำ",
            "हिन्दी",
            "אבגד",
            "שָׁלוֹם",
            "العربية",
            "ـــ",
            "한국어",
            "각",
            "👩‍👩‍👧‍👦",
            "🇩🇪",
            "👍🏽",
            "e\u0301\u0301\u0301",
            "a\u0300".repeat(40),
            "a".repeat(70),
            "a-".repeat(20),
            "1.".repeat(20),
            "c++",
            "#",
            "c#",
            "H.264",
            "mi400",
            "1e309",
            "0x1f",
            "-1",
            "1/0",
            "NaN",
            "null",
            "true",
            "@",
            "http://a.b/c?d=e&f",
            "a@b.c",
            "../../etc/passwd",
            "$(id)",
            "`id`",
            "${jndi:x}",
            "%00",
            "%n",
            "a or",
            "-\"",
            "-\"a",
            "\"-a\"",
            "- or -",
            "a -a",
            "'a':1A");

    /** Repeated to 10 kB; in UTF-8 and percent-encoded, the longest address is one that the server still reads. */
    private static final List<String> LONG = List.of("a", "ab ", "\"", "-", "or ", "%", "'", "\\");

    private HostileQueries() {}

    /** In bytes, as they are sent: what is no letter by itself is sent as what UTF-8 would have made of it. */
    static Stream<String> encoded(int number) {
        Random random = new Random(20_26);
        return IntStream.range(0, number).mapToObj(i -> percentEncoded(query(i, random)));
    }

    private static String query(int number, Random random) {
        if (number < PIECES.size()) {
            return PIECES.get(number);
        }
        if (number % 97 == 0) {
            return LONG.get(random.nextInt(LONG.size())).repeat(10_000).substring(0, 10_000);
        }
        StringBuilder query = new StringBuilder();
        int pieces = 1 + random.nextInt(number % 5 == 0 ? 60 : 8);
        for (int i = 0; i < pieces; i++) {
            if (random.nextInt(4) == 0) {
                query.appendCodePoint(random.nextInt(0x110000));
            } else {
                query.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            query.append(random.nextBoolean() ? " " : "");
        }
        return query.toString();
    }

    private static String percentEncoded(String query) {
        StringBuilder encoded = new StringBuilder();
        query.codePoints().forEach(letter -> bytes(letter).forEach(octet -> encoded.append("%%%02X".formatted(octet))));
        return encoded.toString();
    }

    /** A half of a pair has no UTF-8; some write it as if it had. */
    private static IntStream bytes(int letter) {
        if (letter >= Character.MIN_SURROGATE && letter <= Character.MAX_SURROGATE) {
            return IntStream.of(0xE0 | letter >> 12, 0x80 | letter >> 6 & 0x3F, 0x80 | letter & 0x3F);
        }
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(Character.toChars(letter)));
        return IntStream.range(0, bytes.limit()).map(place -> bytes.get(place) & 0xFF);
    }
}
