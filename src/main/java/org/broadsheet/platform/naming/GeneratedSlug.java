package org.broadsheet.platform.naming;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Generates slugs from titles and names. */
public final class GeneratedSlug {

    static final int MAX_LENGTH = 80;

    /** The number of numbered candidates; after them, a random suffix finds a free slug at once. */
    private static final int NUMBERS = 20;

    private static final int BASE = 36;

    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern ENDS = Pattern.compile("^-+|-+$");
    private static final Pattern APOSTROPHES = Pattern.compile("['’]");

    /** Characters that change the meaning of a name, with their words. */
    private static final Map<Pattern, String> MEANINGS = meanings();

    private static final Pattern CURRENCY = Pattern.compile("\\p{Sc}");
    private static final Pattern SIGN = Pattern.compile(" SIGN$");

    /** Latin letters that Unicode does not decompose into a letter and a mark. */
    private static final Map<String, String> WHOLE_LETTERS = Map.ofEntries(
            Map.entry("ß", "ss"),
            Map.entry("æ", "ae"),
            Map.entry("œ", "oe"),
            Map.entry("ø", "o"),
            Map.entry("đ", "d"),
            Map.entry("ł", "l"),
            Map.entry("þ", "th"),
            Map.entry("ð", "d"),
            Map.entry("ı", "i"));

    private GeneratedSlug() {}

    private static Map<Pattern, String> meanings() {
        Map<Pattern, String> meanings = new LinkedHashMap<>();
        meanings.put(Pattern.compile("(?<=[\\p{L}\\p{N}])[#♯](?![\\p{L}\\p{N}])"), "sharp");
        meanings.put(Pattern.compile("(?<![^\\s/(&+,])\\.(?=[\\p{L}\\p{N}])"), "dot");
        meanings.put(Pattern.compile("\\+"), "plus");
        meanings.put(Pattern.compile("&"), "and");
        meanings.put(Pattern.compile("@"), "at");
        meanings.put(Pattern.compile("%"), "percent");
        meanings.put(Pattern.compile("‰"), "per mille");
        return meanings;
    }

    /**
     * Generates a slug from a title or a name. Where no letter or digit of it can be written in ASCII, the slug
     * consists of the Unicode names of its characters.
     *
     * @return at most 80 characters, which may look like an id; empty if no character of the text has a name
     */
    public static Optional<String> of(String text) {
        String composed = eachCodePoint(Normalizer.normalize(text, Normalizer.Form.NFKC), GeneratedSlug::asciiDigit);
        return joined(folded(inLatin(withMeanings(composed))))
                .or(() -> joined(eachCodePoint(text, GeneratedSlug::name)));
    }

    /**
     * Returns the candidates for the slug of a title or a name, in order, without end. None looks like an id.
     *
     * @param word the slug where the text gives none; also the prefix of a slug that would look like an id
     */
    public static Stream<String> candidates(String text, String word) {
        String made = of(text).orElse(word);
        String base = Slug.isId(made) ? word + "-" + made : made;
        return Stream.concat(
                IntStream.rangeClosed(1, NUMBERS).mapToObj(number -> number == 1 ? base : base + "-" + number),
                Stream.generate(() -> base + "-" + random()));
    }

    private static String random() {
        return Long.toString(ThreadLocalRandom.current().nextLong(BASE * BASE * BASE, Integer.MAX_VALUE), BASE);
    }

    private static String eachCodePoint(String text, IntFunction<String> replacement) {
        return text.codePoints().mapToObj(replacement).collect(Collectors.joining());
    }

    private static String asciiDigit(int codePoint) {
        return Character.getType(codePoint) == Character.DECIMAL_DIGIT_NUMBER
                ? String.valueOf(Character.digit(codePoint, 10))
                : Character.toString(codePoint);
    }

    private static String withMeanings(String text) {
        String spelt = text;
        for (Map.Entry<Pattern, String> meaning : MEANINGS.entrySet()) {
            spelt = meaning.getKey().matcher(spelt).replaceAll(" " + meaning.getValue() + " ");
        }
        return CURRENCY.matcher(spelt)
                .replaceAll(sign -> name(sign.group().codePointAt(0)).toLowerCase(Locale.ROOT));
    }

    /** Transliterates other scripts by the rules of the Unicode CLDR. */
    private static String inLatin(String text) {
        boolean isLatin = text.codePoints()
                .filter(Character::isLetter)
                .allMatch(letter -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.LATIN);
        return isLatin ? text : Transliteration.TO_LATIN.transliterate(text);
    }

    /** Loaded with the first title that needs it, because its rules occupy some megabytes. */
    private static final class Transliteration {
        static final Transliterator TO_LATIN = Transliterator.getInstance("Any-Latin");
    }

    private static String folded(String text) {
        String folded = APOSTROPHES.matcher(Slug.fold(text)).replaceAll("");
        for (Map.Entry<String, String> letter : WHOLE_LETTERS.entrySet()) {
            folded = folded.replace(letter.getKey(), letter.getValue());
        }
        return folded;
    }

    /**
     * Returns the character's name between spaces; empty if the character is invisible, only modifies another, or has
     * no name.
     */
    private static String name(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.MODIFIER_SYMBOL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> "";
            default -> {
                String name = UCharacter.getName(codePoint);
                yield name == null ? "" : " " + SIGN.matcher(name).replaceAll("") + " ";
            }
        };
    }

    private static Optional<String> joined(String words) {
        String slug = ENDS.matcher(
                        OTHERS.matcher(words.toLowerCase(Locale.ROOT)).replaceAll("-"))
                .replaceAll("");
        if (slug.length() > MAX_LENGTH) {
            int lastWord = slug.lastIndexOf('-', MAX_LENGTH);
            slug = slug.substring(0, lastWord > 0 ? lastWord : MAX_LENGTH);
        }
        return slug.isEmpty() ? Optional.empty() : Optional.of(slug);
    }
}
