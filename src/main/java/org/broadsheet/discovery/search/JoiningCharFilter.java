package org.broadsheet.discovery.search;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import org.apache.lucene.analysis.charfilter.BaseCharFilter;

/**
 * Rewrites characters at which the tokenizer would split a word, or which it would drop. The hyphens, dots and
 * ampersands of {@code open-source}, {@code H.264} and {@code R&D} become {@link #JOINER}s, {@code C++} and {@code C#}
 * are spelt with letters, and all apostrophes become one character.
 */
final class JoiningCharFilter extends BaseCharFilter {

    /** A combining character, which the tokenizer does not separate from the letter before it. */
    static final char JOINER = '\u034f';

    private Reader rewritten;

    JoiningCharFilter(Reader text) {
        super(text);
    }

    @Override
    public int read(char[] buffer, int start, int length) throws IOException {
        if (rewritten == null) {
            StringWriter text = new StringWriter();
            input.transferTo(text);
            rewritten = new StringReader(rewrite(text.toString()));
        }
        return rewritten.read(buffer, start, length);
    }

    private String rewrite(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            switch (letter) {
                case '\u2019', '\uff07' -> out.append('\'');
                case '-', '.', '&', '_', '\u2010', '\u2011' ->
                    out.append(joins(before(out), after(text, at + 1)) ? JOINER : letter);
                case '+' -> {
                    if (Character.isLetter(before(out)) && after(text, at + 1) == '+') {
                        at++;
                        replace(out, "plusplus", at + 1, "++".length());
                    } else {
                        out.append(letter);
                    }
                }
                case '#' -> {
                    if (Character.isLetter(before(out)) && !Character.isLetterOrDigit(after(text, at + 1))) {
                        replace(out, "sharp", at + 1, "#".length());
                    } else {
                        out.append(letter);
                    }
                }
                default -> out.append(letter);
            }
        }
        return out.toString();
    }

    /**
     * Returns whether a character joins its neighbours to a compound. Between two digits it does not: 3.5 and 35 are
     * different numbers.
     */
    private static boolean joins(int before, int after) {
        return Character.isLetter(before) && Character.isLetterOrDigit(after)
                || Character.isDigit(before) && Character.isLetter(after);
    }

    private static int before(StringBuilder out) {
        return out.isEmpty() ? ' ' : out.codePointBefore(out.length());
    }

    private static int after(String text, int at) {
        return at == text.length() ? ' ' : text.codePointAt(at);
    }

    /**
     * @param end the end of the replaced characters in the text
     * @param length the number of replaced characters; less than the length of the word
     */
    private void replace(StringBuilder out, String word, int end, int length) {
        out.append(word);
        int before = getLastCumulativeDiff();
        for (int more = 0; more < word.length() - length; more++) {
            addOffCorrectMap(end - before + more, before - more - 1);
        }
    }
}
