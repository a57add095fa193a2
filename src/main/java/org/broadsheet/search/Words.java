package org.broadsheet.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes a text apart into words. What is written as one and has parts, as {@code H.264}, {@code MI400} or
 * {@code open-source} do, gives its parts and the whole without what joins them, so that either way of writing finds the
 * other. Scripts that put no spaces between words give each letter, and each pair of neighbours.
 */
public final class Words {

    /** Longer ones are cut: nobody searches for them, and PostgreSQL takes none of more than 2 kB. */
    static final int LONGEST = 64;

    /** What has more parts is a list or an address rather than a name. */
    private static final int MOST_PARTS = 6;

    private static final String JOINERS = ".-'’_&\u2010\u2011";

    /** Marks that are letters in their own right stay, such as the vowels of Indic scripts and the breve of й. */
    private static final Pattern ACCENTS = Pattern.compile(
            "(?<=[\\p{IsLatin}\\p{IsGreek}\\p{IsArabic}\\p{IsHebrew}])\\p{M}+|(?<=\\p{IsCyrillic})\u0308");

    private static final Pattern IGNORABLE = Pattern.compile("[\\p{Cf}\\p{Cs}]");

    /** Letters of Latin alphabets that do not come apart into a letter and a mark. */
    private static final Map<Character, String> WHOLE_LETTERS = Map.ofEntries(
            Map.entry('ß', "ss"),
            Map.entry('æ', "ae"),
            Map.entry('œ', "oe"),
            Map.entry('ø', "o"),
            Map.entry('đ', "d"),
            Map.entry('ł', "l"),
            Map.entry('þ', "th"),
            Map.entry('ð', "d"),
            Map.entry('ı', "i"),
            Map.entry('ς', "σ"));

    private final String text;
    private final List<Word> words = new ArrayList<>();
    private int position;

    private Words(String text) {
        this.text = text;
    }

    /**
     * A word, or a part of one.
     *
     * @param start in the text, in UTF-16 code units
     * @param end likewise, exclusive
     * @param position from 0 on; the whole of a word with parts has that of its first part
     * @param folded without case and accents
     * @param kind which role it has in what is written as one
     * @param run number of what is written as one
     */
    record Word(int start, int end, int position, String folded, Kind kind, int run) {}

    /** What a word is in what is written as one. */
    enum Kind {
        /** All of it. */
        PLAIN,
        PART,
        /** All of it, which has parts besides. */
        WHOLE,
        /** A letter of a script without spaces. */
        LETTER,
        /** Two of them. */
        PAIR
    }

    static List<Word> of(String text) {
        Words words = new Words(text);
        words.read();
        return words.words;
    }

    /** The words of a text, folded, each once. */
    public static Set<String> distinct(String text) {
        return of(text).stream()
                .filter(word -> word.kind() != Kind.LETTER)
                .map(Word::folded)
                .collect(Collectors.toSet());
    }

    /** Without case, accents, and differences of width or form. */
    static String fold(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.chars().allMatch(letter -> letter < 0x80)) {
            return lower;
        }
        String bare = ACCENTS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFKD))
                .replaceAll("");
        String folded = IGNORABLE
                .matcher(Normalizer.normalize(bare, Normalizer.Form.NFC).toLowerCase(Locale.ROOT))
                .replaceAll("");
        StringBuilder whole = new StringBuilder(folded.length());
        for (int i = 0; i < folded.length(); i++) {
            String letters = WHOLE_LETTERS.get(folded.charAt(i));
            if (letters == null) {
                whole.append(folded.charAt(i));
            } else {
                whole.append(letters);
            }
        }
        return whole.toString();
    }

    private void read() {
        int run = 0;
        int at = 0;
        while (at < text.length()) {
            int letter = text.codePointAt(at);
            if (isDense(letter)) {
                at = readDense(at, run++);
            } else if (isWord(letter)) {
                at = readRun(at, run++);
            } else {
                at += Character.charCount(letter);
            }
        }
    }

    private static boolean isWord(int letter) {
        return Character.isLetterOrDigit(letter) && !isDense(letter);
    }

    private static boolean isMark(int letter) {
        int type = Character.getType(letter);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT;
    }

    private static boolean isDense(int letter) {
        if (letter < 0xE00 || !Character.isLetterOrDigit(letter)) {
            return false;
        }
        return switch (Character.UnicodeScript.of(letter)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
            default -> letter == 'ー';
        };
    }

    private int end(int at) {
        int end = at + Character.charCount(text.codePointAt(at));
        while (end < text.length() && isMark(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private int readDense(int start, int run) {
        int at = start;
        int before = -1;
        while (at < text.length() && isDense(text.codePointAt(at))) {
            int end = end(at);
            if (before >= 0) {
                add(before, end, position - 1, fold(text.substring(before, end)), Kind.PAIR, run);
            }
            add(at, end, position++, fold(text.substring(at, end)), Kind.LETTER, run);
            before = at;
            at = end;
        }
        return at;
    }

    private int readRun(int start, int run) {
        int firstPosition = position;
        int firstWord = words.size();
        StringBuilder whole = new StringBuilder();
        boolean digitsOnly = true;
        int at = start;
        while (at < text.length() && isWord(text.codePointAt(at))) {
            boolean digits = Character.isDigit(text.codePointAt(at));
            int partStart = at;
            while (at < text.length()
                    && isWord(text.codePointAt(at))
                    && Character.isDigit(text.codePointAt(at)) == digits) {
                at = end(at);
            }
            String part = fold(text.substring(partStart, at));
            if (!part.isEmpty()) {
                add(partStart, at, position++, part, Kind.PART, run);
                if (digitsOnly && digits && whole.length() > 0) {
                    whole.append('.');
                }
                whole.append(part);
                digitsOnly &= digits;
            }
            int behind = at + 1;
            if (behind < text.length() && JOINERS.indexOf(text.charAt(at)) >= 0 && isWord(text.codePointAt(behind))) {
                at = behind;
            }
        }
        at = readSuffix(at, whole);
        conclude(firstWord, firstPosition, start, at, whole.toString(), run);
        return at;
    }

    /** C++, C# and their like are names. */
    private int readSuffix(int at, StringBuilder whole) {
        if (text.startsWith("++", at)) {
            whole.append("plusplus");
            return at + 2;
        }
        boolean last = at + 1 >= text.length() || !isWord(text.codePointAt(at + 1));
        if (at < text.length() && text.charAt(at) == '#' && last) {
            whole.append("sharp");
            return at + 1;
        }
        return at;
    }

    private void conclude(int firstWord, int firstPosition, int start, int end, String whole, int run) {
        int parts = words.size() - firstWord;
        if (parts == 1 && whole.equals(words.get(firstWord).folded())) {
            Word only = words.remove(firstWord);
            add(start, end, only.position(), only.folded(), Kind.PLAIN, run);
        } else if (parts > 0 && parts <= MOST_PARTS) {
            add(start, end, firstPosition, whole, Kind.WHOLE, run);
        }
    }

    private void add(int start, int end, int place, String folded, Kind kind, int run) {
        if (!folded.isEmpty()) {
            words.add(new Word(start, end, place, shortened(folded), kind, run));
        }
    }

    private static String shortened(String word) {
        return word.length() <= LONGEST
                ? word
                : word.substring(
                        0, word.offsetByCodePoints(0, Math.min(LONGEST, word.codePointCount(0, word.length()))));
    }
}
