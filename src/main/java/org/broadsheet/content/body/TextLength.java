package org.broadsheet.content.body;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The length of a text, and the time that an adult needs to read it.
 *
 * @param words by Unicode's rules for the language and ICU's dictionaries; a compound with hyphens or {@code &}, a web
 *     address and an e-mail address are one word each
 * @param readingMinutes whole minutes, rounded up, at least 1: Chinese and Japanese characters at 500 a minute, all
 *     other words at 238 a minute
 */
public record TextLength(int words, int readingMinutes) {

    /** Description of {@code readingMinutes} in the contract. */
    public static final String READING_MINUTES =
            "Whole minutes, rounded up, at least 1: 500 Chinese and Japanese characters or 238 other"
                    + " words per minute.";

    /** Description of {@code wordCount} in the contract. */
    public static final String WORD_COUNT =
            "Words of the body by Unicode's rules for the story's language, and by dictionaries in"
                    + " Chinese, Japanese, Thai, Lao, Khmer and Burmese. A hyphenated compound and a URL count"
                    + " as one word.";

    /** Silent reading speed of adults in English: Brysbaert, "How many words do we read per minute?", 2019. */
    private static final int WORDS_PER_MINUTE = 238;

    private static final int CHARACTERS_PER_MINUTE = 500;

    private static final Pattern ADDRESS =
            Pattern.compile("(?<![A-Za-z0-9])(?:[A-Za-z][A-Za-z0-9+.-]{1,15}://|www\\.)[!-~]++"
                    + "|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]++@[A-Za-z0-9.-]++");

    /** Hyphens, and the ampersand of {@code AT&T}. */
    private static final String JOINERS = "-&\u2010\u2011";

    /**
     * Prototypes by language: loading one takes a millisecond, cloning one is fast, and an iterator is not thread-safe.
     */
    private static final Map<String, BreakIterator> WORDS = new ConcurrentHashMap<>();

    /**
     * Measures a text.
     *
     * @param language a BCP 47 tag; empty if it is not known
     */
    public static TextLength of(String text, String language) {
        Count count = new Count(ULocale.forLanguageTag(language).getLanguage());
        Matcher address = ADDRESS.matcher(text);
        int start = 0;
        while (address.find()) {
            count.add(text.substring(start, address.start()));
            count.words++;
            count.spacedWords++;
            start = address.end();
        }
        count.add(text.substring(start));
        long time = (long) count.characters * WORDS_PER_MINUTE + (long) count.spacedWords * CHARACTERS_PER_MINUTE;
        long minute = (long) WORDS_PER_MINUTE * CHARACTERS_PER_MINUTE;
        return new TextLength(count.words, (int) Math.max(1, (time + minute - 1) / minute));
    }

    private static final class Count {

        private final BreakIterator breaks;
        private int words;
        private int spacedWords;

        /** Number of Chinese and Japanese characters. */
        private int characters;

        Count(String language) {
            breaks = (BreakIterator)
                    WORDS.computeIfAbsent(language, name -> BreakIterator.getWordInstance(new ULocale(name)))
                            .clone();
        }

        void add(String text) {
            breaks.setText(text);
            int start = breaks.first();
            int endOfWord = -1;
            for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
                if (breaks.getRuleStatus() >= BreakIterator.WORD_NONE_LIMIT) {
                    int dense = (int) text.substring(start, end)
                            .codePoints()
                            .filter(Count::isDense)
                            .count();
                    boolean continues = dense == 0
                            && start == endOfWord + 1
                            && endOfWord > 0
                            && JOINERS.indexOf(text.charAt(endOfWord)) >= 0;
                    if (!continues) {
                        words++;
                        spacedWords += dense == 0 ? 1 : 0;
                    }
                    characters += dense;
                    endOfWord = dense == 0 ? end : -1;
                }
                start = end;
            }
        }

        private static boolean isDense(int codePoint) {
            return switch (Character.UnicodeScript.of(codePoint)) {
                case HAN, HIRAGANA, KATAKANA -> true;
                default -> codePoint == 'ー' || codePoint == 'ｰ';
            };
        }
    }
}
