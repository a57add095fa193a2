package org.broadsheet.platform.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.broadsheet.platform.text.TextPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratedSlugTest {

    private static final Pattern VALID = Pattern.compile(TextPattern.SLUG);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "C                  | c",
                "C++                | c-plus-plus",
                "C#                 | c-sharp",
                "F♯                 | f-sharp",
                "C＃                | c-sharp",
                "Why C# won         | why-c-sharp-won",
                "C#/.NET            | c-sharp-dot-net",
                "#MeToo             | metoo",
                "No. 1 #1           | no-1-1",
                ".NET               | dot-net",
                "net                | net",
                "ASP.NET            | asp-net",
                "Node.js            | node-js",
                "Wait ...and see    | wait-and-see",
                "H.264              | h-264",
                "AT&T               | at-and-t",
                "R&D                | r-and-d",
                "Tea & Cake         | tea-and-cake",
                "100%               | 100-percent",
                "5‰                 | 5-per-mille",
                "$5                 | dollar-5",
                "€                  | euro",
                "₹ 100              | indian-rupee-100",
                "Disney+            | disney-plus",
                "@home              | at-home",
                "😂                 | face-with-tears-of-joy",
                "❤️                 | heavy-black-heart",
                "👍🏽                 | thumbs-up",
                "Breaking 🚨 news   | breaking-news",
                "!!!                | exclamation-mark-exclamation-mark-exclamation-mark",
                "?                  | question-mark",
                "𓀀                  | egyptian-hieroglyph-a001",
                "٢٠٢٤               | 2024",
                "H₂O                | h2o",
                "Ünïted             | united",
                "Straße             | strasse",
                "Łódź               | lodz",
                "Москва             | moskva",
                "東京               | dong-jing",
                "서울               | seoul",
                "It's Zoë’s         | its-zoes",
            })
    void charactersThatCarryMeaningBecomeWords(String text, String slug) {
        assertThat(GeneratedSlug.of(text)).contains(slug);
    }

    @Test
    void aTextWithoutAnyNamedCharacterGivesTheWord() {
        for (String text : List.of("", " ", "\u200b\u0301", "\ue000", "\ufffe", "\ud800", "\udbff\udfff", "\u0000")) {
            assertThat(GeneratedSlug.of(text)).isEmpty();
            assertThat(GeneratedSlug.candidates(text, "tag").limit(2)).containsExactly("tag", "tag-2");
        }
    }

    @Test
    void anIdGetsAWordBeforeIt() {
        for (String id : List.of(
                "018f0000-0000-7000-8000-000000000000",
                "018F0000-0000-7000-8000-000000000000",
                "018f0000 0000 7000 8000 000000000000",
                " {018f0000-0000-7000-8000-000000000000}!",
                "018f0000_0000_7000_8000_000000000000 " + "x".repeat(60))) {
            assertThat(GeneratedSlug.candidates(id, "story").limit(2))
                    .containsExactly(
                            "story-018f0000-0000-7000-8000-000000000000",
                            "story-018f0000-0000-7000-8000-000000000000-2");
        }
    }

    @Test
    void anyTextGivesValidSlugsThatAreNoIds() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            String text = text(random);
            assertThat(GeneratedSlug.candidates(text, "collection").limit(23).distinct())
                    .as("seed %d, text %s", seed, text)
                    .hasSize(23)
                    .allMatch(Slug::isSlug)
                    .allMatch(slug -> VALID.matcher(slug).matches());
        }
    }

    private static String text(Random random) {
        int kind = random.nextInt(6);
        if (kind == 0) {
            String id = new UUID(random.nextLong(), random.nextLong()).toString();
            return random.nextBoolean()
                    ? id
                    : id.replace('-', "_ .–/".charAt(random.nextInt(5))) + (random.nextBoolean() ? "?" : "");
        }
        int length = random.nextInt(kind == 1 ? 300 : 30);
        return random.ints(length, 0, Integer.MAX_VALUE)
                .mapToObj(number -> character(random, kind, number))
                .collect(Collectors.joining());
    }

    private static String character(Random random, int kind, int number) {
        return switch (kind) {
            case 1 -> String.valueOf("abcdef0123456789-".charAt(number % 17));
            case 2 -> String.valueOf((char) (number % 0x250));
            case 3 -> String.valueOf((char) number);
            case 4 ->
                List.of("&", "+", "#", ".", "C", "NET", " ", "%", "$", "😂", "中", "-")
                        .get(number % 12);
            default -> Character.toString(number % (Character.MAX_CODE_POINT + 1));
        };
    }
}
