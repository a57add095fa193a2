package org.broadsheet.discovery.search;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import org.apache.lucene.analysis.charfilter.BaseCharFilter;

/**
 * Writes what the tokenizer would take apart, or leave out, so that it does not: the hyphens, points and ampersands of
 * {@code open-source}, {@code H.264} and {@code R&D} become {@link #JOINER}s, {@code C++} and {@code C#} words of letters, and
 * all apostrophes the same.
 */
final class JoiningCharFilter extends BaseCharFilter {

    /** The tokenizer takes it for a part of the letter before it. */
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

    /** Not between two digits: 3.5 is one number, and 35 is another one. */
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
     * @param end where what is replaced ends in the text
     * @param length how long it is; less than the word
     */
    private void replace(StringBuilder out, String word, int end, int length) {
        out.append(word);
        int before = getLastCumulativeDiff();
        for (int more = 0; more < word.length() - length; more++) {
            addOffCorrectMap(end - before + more, before - more - 1);
        }
    }
}
