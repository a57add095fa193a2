package org.broadsheet.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A query as readers write it on the web: words that must all be there, {@code "phrases"}, {@code or} between two of
 * them, and {@code -} before what must not be there. There is no string that it does not take.
 *
 * @param required each with its alternatives, one of which will do
 * @param excluded what must not be there
 */
record SearchText(List<List<Piece>> required, List<Piece> excluded) {

    private static final String QUOTES = "\"“”„«»";

    /** Words in a row. */
    record Piece(String text, boolean isPhrase) {}

    /** Whether nothing is asked for in quotation marks. */
    boolean isWithoutPhrases() {
        return required.stream().flatMap(List::stream).noneMatch(Piece::isPhrase);
    }

    /** The first of the words and phrases that are required, and of those that are excluded. */
    SearchText first(int most) {
        return new SearchText(
                required.stream()
                        .limit(most)
                        .map(alternatives -> alternatives.stream().limit(most).toList())
                        .toList(),
                excluded.stream().limit(most).toList());
    }

    static SearchText parse(String query) {
        return new Parser(query).parse();
    }

    private static final class Parser {

        private final String query;
        private final List<List<Piece>> required = new ArrayList<>();
        private final List<Piece> excluded = new ArrayList<>();
        private boolean orAhead;
        private int at;

        private Parser(String query) {
            this.query = query;
        }

        private SearchText parse() {
            while (at < query.length()) {
                if (isSpace(query.charAt(at))) {
                    at++;
                } else {
                    readPiece();
                }
            }
            return new SearchText(required, excluded);
        }

        private void readPiece() {
            boolean not = query.charAt(at) == '-' && at + 1 < query.length() && !isSpace(query.charAt(at + 1));
            if (not) {
                at++;
            }
            if (isQuote(at)) {
                add(new Piece(quoted(), true), not);
                return;
            }
            String word = word();
            if (!not && (word.equals("|") || word.toLowerCase(Locale.ROOT).equals("or"))) {
                or(word);
            } else {
                add(new Piece(word, false), not);
            }
        }

        /** At the beginning or the end, it is a word like any other. */
        private void or(String word) {
            boolean between = !required.isEmpty() && !query.substring(at).isBlank();
            if (between) {
                orAhead = true;
            } else {
                add(new Piece(word, false), false);
            }
        }

        private void add(Piece piece, boolean not) {
            if (not) {
                excluded.add(piece);
            } else if (orAhead && !required.isEmpty()) {
                required.get(required.size() - 1).add(piece);
            } else {
                required.add(new ArrayList<>(List.of(piece)));
            }
            orAhead = false;
        }

        /** To the next quotation mark; without one, to the end. */
        private String quoted() {
            int start = ++at;
            while (at < query.length() && !isQuote(at)) {
                at++;
            }
            String phrase = query.substring(start, at);
            at = Math.min(at + 1, query.length());
            return phrase;
        }

        private String word() {
            int start = at;
            while (at < query.length() && !isSpace(query.charAt(at)) && !isQuote(at)) {
                at++;
            }
            return query.substring(start, at);
        }

        private boolean isQuote(int place) {
            return QUOTES.indexOf(query.charAt(place)) >= 0;
        }

        private static boolean isSpace(char letter) {
            return Character.isWhitespace(letter) || Character.isSpaceChar(letter) || Character.isISOControl(letter);
        }
    }
}
