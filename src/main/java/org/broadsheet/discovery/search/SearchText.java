package org.broadsheet.discovery.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parsed query: words that a story must have, {@code "phrases"}, {@code or} between two alternatives, and {@code -}
 * before words that a story must not have. Every string is a valid query.
 *
 * @param required the clauses that must match, each as a list of alternatives
 * @param excluded the clauses that must not match
 */
record SearchText(List<List<Clause>> required, List<Clause> excluded) {

    /** A phrase ends at the next quotation mark or at the end of the query. */
    private static final Pattern CLAUSE =
            Pattern.compile("(?<not>-(?=[^%1$s]))?(?:[%2$s](?<phrase>[^%2$s]*)[%2$s]?|(?<word>[^%1$s%2$s]+))"
                    .formatted("\\p{javaWhitespace}\\p{javaSpaceChar}\\p{javaISOControl}", "\"“”„«»"));

    /** A word or a phrase. */
    record Clause(String text, boolean isPhrase) {

        private boolean isOr() {
            return !isPhrase && (text.equals("|") || text.equalsIgnoreCase("or"));
        }
    }

    static SearchText parse(String query) {
        List<List<Clause>> required = new ArrayList<>();
        List<Clause> excluded = new ArrayList<>();
        boolean isAlternative = false;
        Matcher found = CLAUSE.matcher(query);
        while (found.find()) {
            boolean isPhrase = found.group("phrase") != null;
            Clause clause = new Clause(found.group(isPhrase ? "phrase" : "word"), isPhrase);
            boolean isExcluded = found.group("not") != null;
            // At the beginning or the end of the query, "or" is an ordinary word.
            boolean isBetween =
                    !required.isEmpty() && !query.substring(found.end()).isBlank();
            if (clause.isOr() && !isExcluded && isBetween) {
                isAlternative = true;
                continue;
            }
            if (isExcluded) {
                excluded.add(clause);
            } else if (isAlternative) {
                required.get(required.size() - 1).add(clause);
            } else {
                required.add(new ArrayList<>(List.of(clause)));
            }
            isAlternative = false;
        }
        return new SearchText(required, excluded);
    }

    /** Returns whether no required clause is a phrase. */
    boolean isWithoutPhrases() {
        return required.stream().flatMap(List::stream).noneMatch(Clause::isPhrase);
    }

    /** Returns this query without the clauses and alternatives beyond a maximum number. */
    SearchText first(int max) {
        return new SearchText(
                required.stream()
                        .limit(max)
                        .map(alternatives -> alternatives.stream().limit(max).toList())
                        .toList(),
                excluded.stream().limit(max).toList());
    }
}
