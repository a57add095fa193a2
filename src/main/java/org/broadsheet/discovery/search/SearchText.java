package org.broadsheet.discovery.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query as readers write it on the web: words that must all be there, {@code "phrases"}, {@code or} between two of
 * them, and {@code -} before what must not be there. There is no string that it does not take.
 *
 * @param required each with its alternatives, one of which will do
 * @param excluded what must not be there
 */
record SearchText(List<List<Piece>> required, List<Piece> excluded) {

    /** A phrase ends with the next quotation mark; without one, with the query. */
    private static final Pattern PIECE =
            Pattern.compile("(?<not>-(?=[^%1$s]))?(?:[%2$s](?<phrase>[^%2$s]*)[%2$s]?|(?<word>[^%1$s%2$s]+))"
                    .formatted("\\p{javaWhitespace}\\p{javaSpaceChar}\\p{javaISOControl}", "\"“”„«»"));

    /** A word, or words in a row. */
    record Piece(String text, boolean isPhrase) {

        private boolean isOr() {
            return !isPhrase && (text.equals("|") || text.equalsIgnoreCase("or"));
        }
    }

    static SearchText parse(String query) {
        List<List<Piece>> required = new ArrayList<>();
        List<Piece> excluded = new ArrayList<>();
        boolean isAlternative = false;
        Matcher found = PIECE.matcher(query);
        while (found.find()) {
            boolean isPhrase = found.group("phrase") != null;
            Piece piece = new Piece(found.group(isPhrase ? "phrase" : "word"), isPhrase);
            boolean isExcluded = found.group("not") != null;
            // At the beginning or the end, "or" is a word like any other.
            boolean isBetween =
                    !required.isEmpty() && !query.substring(found.end()).isBlank();
            if (piece.isOr() && !isExcluded && isBetween) {
                isAlternative = true;
                continue;
            }
            if (isExcluded) {
                excluded.add(piece);
            } else if (isAlternative) {
                required.get(required.size() - 1).add(piece);
            } else {
                required.add(new ArrayList<>(List.of(piece)));
            }
            isAlternative = false;
        }
        return new SearchText(required, excluded);
    }

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
}
