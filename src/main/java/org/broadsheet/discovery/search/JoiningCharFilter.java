package org.broadsheet.discovery.search;

import java.io.Reader;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.CharFilter;
import org.apache.lucene.analysis.pattern.PatternReplaceCharFilter;

/**
 * Rewrites characters at which the tokenizer would split a word, or which it would drop. The hyphens, dots and
 * ampersands of {@code open-source}, {@code H.264} and {@code R&D} become {@link #JOINER}s, {@code C++} and {@code C#}
 * are spelt with letters, and all apostrophes become one character.
 */
final class JoiningCharFilter {

    /** A combining character, which the tokenizer does not separate from the letter before it. */
    static final char JOINER = '\u034f';

    private static final Pattern APOSTROPHE = Pattern.compile("[\u2019\uff07]");

    // Each pattern begins with a character and looks behind it, which takes less time than to look behind each
    // character.
    private static final Pattern PLUS_PLUS = Pattern.compile("\\+\\+(?<=\\p{L}..)");
    private static final Pattern SHARP = Pattern.compile("#(?<=\\p{L}.)(?![\\p{L}\\p{Nd}])");

    /** Two digits are not joined: 3.5 and 35 are different numbers. */
    private static final Pattern JOINED =
            Pattern.compile("[-.&_\u2010\u2011](?:(?<=\\p{L}.)(?=[\\p{L}\\p{Nd}])|(?<=\\p{Nd}.)(?=\\p{L}))");

    private JoiningCharFilter() {}

    static CharFilter of(Reader text) {
        CharFilter apostrophes = new PatternReplaceCharFilter(APOSTROPHE, "'", text);
        CharFilter plusPlus = new PatternReplaceCharFilter(PLUS_PLUS, "plusplus", apostrophes);
        CharFilter sharp = new PatternReplaceCharFilter(SHARP, "sharp", plusPlus);
        return new PatternReplaceCharFilter(JOINED, String.valueOf(JOINER), sharp);
    }
}
