package org.broadsheet.content.body;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Text;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;
import org.commonmark.text.AsciiMatcher;
import org.commonmark.text.CharMatcher;

/**
 * Numeric character references to U+0000 and to surrogates become U+FFFD, as the HTML standard and CommonMark require.
 * The parsers themselves would decode one surrogate to half a pair, and two to another character.
 */
final class CharacterReferences {

    private static final String REPLACEMENT = "\uFFFD";

    private static final Pattern REFERENCE = Pattern.compile("&#(?:[xX]([0-9a-fA-F]++)|([0-9]++));?");
    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+");
    private static final Pattern UNPAIRED = Pattern.compile("\\p{Cs}");

    /** A number with more digits is out of Unicode's range; the parsers replace it themselves. */
    private static final int MAX_DIGITS = 6;

    private static final int DECIMAL = 10;
    private static final int HEXADECIMAL = 16;

    private CharacterReferences() {}

    /** Returns the HTML source with the references replaced. */
    static String replacedIn(String html) {
        return REFERENCE.matcher(html).replaceAll(reference -> {
            boolean replaced = reference.group(1) == null
                    ? isReplaced(reference.group(2), DECIMAL)
                    : isReplaced(reference.group(1), HEXADECIMAL);
            return replaced ? REPLACEMENT : Matcher.quoteReplacement(reference.group());
        });
    }

    /** Replaces each unpaired surrogate, which no encoding can represent, by U+FFFD. */
    static String withoutUnpaired(String text) {
        return UNPAIRED.matcher(text).replaceAll(REPLACEMENT);
    }

    private static boolean isReplaced(String digits, int radix) {
        String number = LEADING_ZEROS.matcher(digits).replaceAll("");
        if (number.isEmpty()) {
            return true;
        }
        if (number.length() > MAX_DIGITS) {
            return false;
        }
        int codePoint = Integer.parseInt(number, radix);
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /** Replaces the references in the text of Markdown. */
    static final class InMarkdown implements InlineContentParserFactory, InlineContentParser {

        private static final CharMatcher HEXADECIMAL_DIGITS = AsciiMatcher.builder()
                .range('0', '9')
                .range('a', 'f')
                .range('A', 'F')
                .build();
        private static final CharMatcher DECIMAL_DIGITS =
                AsciiMatcher.builder().range('0', '9').build();

        @Override
        public Set<Character> getTriggerCharacters() {
            return Set.of('&');
        }

        @Override
        public InlineContentParser create() {
            return this;
        }

        @Override
        public ParsedInline tryParse(InlineParserState state) {
            Scanner scanner = state.scanner();
            scanner.next();
            if (!scanner.next('#')) {
                return ParsedInline.none();
            }
            boolean hexadecimal = scanner.next('x') || scanner.next('X');
            Position start = scanner.position();
            int digits = scanner.match(hexadecimal ? HEXADECIMAL_DIGITS : DECIMAL_DIGITS);
            String number = scanner.getSource(start, scanner.position()).getContent();
            boolean replaced = digits > 0
                    && scanner.next(';')
                    && isReplaced(number, hexadecimal ? CharacterReferences.HEXADECIMAL : DECIMAL);
            return replaced ? ParsedInline.of(new Text(REPLACEMENT), scanner.position()) : ParsedInline.none();
        }
    }
}
