package org.broadsheet.http;

import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.broadsheet.problem.ProblemException;

/**
 * How things are named in URLs: by slug, or by id. A slug never has the form of an id.
 */
public final class Slug {

    /** Lower-case ASCII letters and digits in words joined by single hyphens. */
    public static final String PATTERN = "[a-z0-9]+(?:-[a-z0-9]+)*";

    public static final int MAX_LENGTH = 120;

    private static final Pattern SLUG = Pattern.compile(PATTERN);
    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private static final int GENERATED_MAX_LENGTH = 80;

    /** In code points, of four bytes at most: within what PostgreSQL takes into an index. */
    private static final int SORT_KEY_MAX_LENGTH = 300;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern ENDS = Pattern.compile("^-+|-+$");

    /** Letters of Latin alphabets that do not come apart into a letter and a mark. */
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

    private Slug() {}

    /**
     * Makes a slug of a title or a name.
     *
     * @return at most 80 characters; empty if the text has no letter or digit that can be written so
     */
    public static Optional<String> of(String text) {
        String folded = fold(inLatin(text)).replaceAll("['’]", "");
        for (Map.Entry<String, String> letter : WHOLE_LETTERS.entrySet()) {
            folded = folded.replace(letter.getKey(), letter.getValue());
        }
        String slug = ENDS.matcher(OTHERS.matcher(folded).replaceAll("-")).replaceAll("");
        if (slug.length() > GENERATED_MAX_LENGTH) {
            int lastWord = slug.lastIndexOf('-', GENERATED_MAX_LENGTH);
            slug = slug.substring(0, lastWord > 0 ? lastWord : GENERATED_MAX_LENGTH);
        }
        return slug.isEmpty() ? Optional.empty() : Optional.of(slug);
    }

    /** Other scripts as the Unicode CLDR writes them in Latin letters. */
    private static String inLatin(String text) {
        boolean isLatin = text.codePoints()
                .filter(Character::isLetter)
                .allMatch(letter -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.LATIN);
        return isLatin ? text : Transliteration.TO_LATIN.transliterate(text);
    }

    /** Loaded with the first title that needs it: its rules take some megabytes. */
    private static final class Transliteration {
        static final Transliterator TO_LATIN = Transliterator.getInstance("Any-Latin");
    }

    /** What lists sort by: the text folded, and cut so that an index and a cursor can hold it. */
    public static String sortKey(String text) {
        String folded = fold(text);
        int[] codePoints = folded.codePoints().limit(SORT_KEY_MAX_LENGTH).toArray();
        return new String(codePoints, 0, codePoints.length);
    }

    /** The text without case and accents. */
    public static String fold(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }

    /** Whether the text is a slug, and not an id. */
    public static boolean isSlug(String text) {
        return text.length() <= MAX_LENGTH && SLUG.matcher(text).matches() && !isId(text);
    }

    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** The id that the text is, if it is one. */
    public static Optional<UUID> id(String text) {
        return isId(text) ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    /**
     * Reads a path parameter that is an id.
     *
     * @throws ProblemException 400 that names the parameter, if the text is no id
     */
    public static UUID idParameter(String parameter, String text) {
        return id(text).orElseThrow(() -> ProblemException.invalidParameter(parameter, "accepts an id (UUID)"));
    }

    /**
     * Checks a path parameter.
     *
     * @return the text
     * @throws ProblemException 400 that names the parameter, if the text is neither a slug nor an id
     */
    public static String orId(String parameter, String text) {
        if (isSlug(text) || isId(text)) {
            return text;
        }
        throw ProblemException.invalidParameter(parameter, "accepts a slug such as two-words, or an id (UUID)");
    }
}
