package org.broadsheet.discovery.search;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.spell.DirectSpellChecker;
import org.apache.lucene.search.spell.SuggestMode;
import org.apache.lucene.search.spell.SuggestWord;
import org.broadsheet.discovery.search.SearchText.Clause;

/**
 * Corrects and completes words that no story has. A word is corrected if it differs by one typing error from a word
 * that many stories have.
 *
 * @see <a href="https://aclanthology.org/C90-2036/">Kernighan, Church and Gale: A spelling correction program based
 *     on a noisy channel model</a>
 * @param languages the languages of the query
 */
record Spelling(LiveSearcher searcher, Collection<String> languages) {

    private static final int MIN_LENGTH = 4;
    private static final int MAX_CANDIDATES = 20;

    /** The maximum number of corrected words of a query, because each correction scans all terms. */
    private static final int MAX_CORRECTIONS = 3;

    private static final int MIN_PREFIX_LENGTH = 2;
    private static final int MAX_COMPLETIONS = 8;

    /**
     * The minimum number of stories with a correction of four, five, six, and seven or more letters. An unlikely error
     * reduces the number that is compared. The shorter a word is, the more words are similar to it. These values and the
     * next two were chosen by measurement.
     */
    private static final int[] MIN_STORIES = {20, 5, 2, 1};

    /** The maximum share of the stories to require, because a word that many readers know is in few stories of a small site. */
    private static final double MAX_REQUIRED_SHARE = 0.01;

    /**
     * The number of letters from which on every error is accepted, because hardly any two words of that length are
     * similar.
     */
    private static final int LONG_WORD = 8;

    /** The likelihood of an error in the first letter; that of any other error is 1. */
    private static final double FIRST_LETTER_LIKELIHOOD = 0.5;

    /** The minimum ratio of the likelihoods of the best correction and of any other with another stem. */
    private static final double MIN_RATIO = 2.5;

    private static final String[] KEYBOARD = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};

    /**
     * Returns the query with corrected words.
     *
     * @return empty if no word is unknown, or no correction is likely
     */
    Optional<String> corrected(String text) throws IOException {
        String corrected = text;
        List<Clause> unknown = unknown(text);
        for (Clause clause : unknown.subList(0, Math.min(MAX_CORRECTIONS, unknown.size()))) {
            Optional<String> other = correction(clause.text());
            if (other.isPresent()) {
                corrected =
                        wholeWord(clause.text()).matcher(corrected).replaceAll(Matcher.quoteReplacement(other.get()));
            }
        }
        return Optional.of(corrected).filter(other -> !other.equals(text));
    }

    private static Pattern wholeWord(String text) {
        return Pattern.compile("(?<!\\S)" + Pattern.quote(text) + "(?!\\S)", Pattern.UNICODE_CHARACTER_CLASS);
    }

    /**
     * Returns the query with its last word replaced by words that begin with it.
     *
     * @return empty if stories have the last word, or no word begins with it
     */
    Optional<String> completed(String text) throws IOException {
        List<Clause> unknown = unknown(text);
        String last = unknown.isEmpty() ? "" : unknown.get(unknown.size() - 1).text();
        List<String> completions = !last.isEmpty() && text.endsWith(last) ? completions(last) : List.of();
        return Optional.of(completions)
                .filter(words -> !words.isEmpty())
                .map(words -> text.substring(0, text.length() - last.length()) + String.join(" or ", words));
    }

    private List<Clause> unknown(String text) {
        return SearchText.parse(text).required().stream()
                .filter(alternatives -> alternatives.size() == 1)
                .map(alternatives -> alternatives.get(0))
                .filter(clause ->
                        !clause.isPhrase() && languages.stream().noneMatch(language -> isKnown(clause, language)))
                .toList();
    }

    private boolean isKnown(Clause clause, String language) {
        Set<Term> terms = new HashSet<>();
        Optional<Query> query = TextQuery.word(clause, language);
        query.ifPresent(word -> word.visit(QueryVisitor.termCollector(terms)));
        return query.isEmpty() || terms.stream().anyMatch(term -> searcher.documentFrequency(term) > 0);
    }

    /** Returns the term of a word as written in a language; empty if the text is several words or too short. */
    private static Optional<Term> exactTerm(String typed, String language, int minLength) {
        List<String> words = StoryAnalyzer.exactWords(typed, language);
        return words.size() == 1 && words.get(0).length() >= minLength
                ? Optional.of(new Term(StoryDocument.exact(language), words.get(0)))
                : Optional.empty();
    }

    private Optional<String> correction(String typed) throws IOException {
        Map<String, Double> likelihood = new HashMap<>();
        for (String language : languages) {
            Optional<Term> word = exactTerm(typed, language, MIN_LENGTH);
            for (SuggestWord other : word.isPresent() ? similar(word.get()) : new SuggestWord[] {}) {
                // The index also has terms of deleted documents.
                int stories = searcher.documentFrequency(new Term(word.get().field(), other.string));
                if (stories > 0) {
                    likelihood.merge(
                            other.string, stories * likelihood(word.get().text(), other.string), Math::max);
                }
            }
        }
        return largestFirst(likelihood, 1).stream()
                .filter(best -> likelihood.get(best) >= minStories(best))
                .filter(best -> likelihood.entrySet().stream()
                        .filter(other -> !haveOneStem(best, other.getKey()))
                        .allMatch(other -> likelihood.get(best) >= MIN_RATIO * other.getValue()))
                .findFirst();
    }

    /** Returns whether a search for either word finds the same stories, so that it does not matter which one is meant. */
    private boolean haveOneStem(String word, String other) {
        return languages.stream()
                .map(LanguageTerms::of)
                .anyMatch(terms ->
                        terms.ofToken(word).stem().equals(terms.ofToken(other).stem()));
    }

    private static List<String> largestFirst(Map<String, ? extends Number> values, int limit) {
        return values.keySet().stream()
                .sorted(Comparator.comparingDouble(
                                (String word) -> -values.get(word).doubleValue())
                        .thenComparing(word -> word))
                .limit(limit)
                .toList();
    }

    private SuggestWord[] similar(Term word) throws IOException {
        DirectSpellChecker checker = new DirectSpellChecker();
        checker.setMaxEdits(1);
        checker.setMinPrefix(0);
        checker.setMinQueryLength(MIN_LENGTH);
        checker.setAccuracy(0);
        checker.setComparator(
                Comparator.comparingInt((SuggestWord other) -> -other.freq).thenComparing(other -> other.string));
        return checker.suggestSimilar(word, MAX_CANDIDATES, searcher.getIndexReader(), SuggestMode.SUGGEST_ALWAYS);
    }

    private double minStories(String word) {
        int minStories = MIN_STORIES[Math.min(Math.max(0, word.length() - MIN_LENGTH), MIN_STORIES.length - 1)];
        return Math.min(
                minStories, MAX_REQUIRED_SHARE * searcher.getIndexReader().numDocs());
    }

    /** Returns the likelihood that somebody who means the word makes this error, from 0 to 1. */
    static double likelihood(String typed, String word) {
        int same = 0;
        while (same < Math.min(typed.length(), word.length()) && typed.charAt(same) == word.charAt(same)) {
            same++;
        }
        double likelihood = same == 0 ? FIRST_LETTER_LIKELIHOOD : 1;
        return word.length() >= LONG_WORD || isTypical(typed, word, same) ? likelihood : 0;
    }

    /** @param position the index of the first letter that differs */
    private static boolean isTypical(String typed, String word, int position) {
        if (typed.length() < word.length()) {
            return true;
        }
        if (typed.length() > word.length()) {
            return position > 0 && typed.charAt(position) == typed.charAt(position - 1);
        }
        boolean swapped = position + 1 < word.length()
                && typed.charAt(position) == word.charAt(position + 1)
                && typed.charAt(position + 1) == word.charAt(position);
        return swapped || position < word.length() && areNeighbours(typed.charAt(position), word.charAt(position));
    }

    /**
     * Returns whether two keys touch. A row is half a key to the right of the row above, so a key touches two keys
     * beside it, two above and two below.
     */
    private static boolean areNeighbours(char one, char other) {
        for (int row = 0; row < KEYBOARD.length; row++) {
            for (int near = Math.max(0, row - 1); near < Math.min(KEYBOARD.length, row + 2); near++) {
                int key = KEYBOARD[row].indexOf(one);
                int otherKey = KEYBOARD[near].indexOf(other);
                int halfKeys = Math.abs(2 * (key - otherKey) + row - near);
                if (key >= 0 && otherKey >= 0 && halfKeys <= (row == near ? 2 : 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns the most frequent words with a prefix. */
    private List<String> completions(String typed) throws IOException {
        Map<String, Integer> stories = new HashMap<>();
        for (String language : languages) {
            Optional<Term> prefix = exactTerm(typed, language, MIN_PREFIX_LENGTH);
            for (String word : prefix.isPresent() ? mostFrequent(prefix.get()) : List.<String>of()) {
                stories.merge(
                        word, searcher.documentFrequency(new Term(prefix.get().field(), word)), Integer::sum);
            }
        }
        stories.values().removeIf(count -> count == 0);
        return largestFirst(stories, MAX_COMPLETIONS);
    }

    /** Returns the most frequent terms with the prefix, deleted documents included. */
    private List<String> mostFrequent(Term prefix) throws IOException {
        Map<String, Integer> found = new HashMap<>();
        Terms terms = MultiTerms.getTerms(searcher.getIndexReader(), prefix.field());
        TermsEnum each = terms == null ? TermsEnum.EMPTY : new PrefixQuery(prefix).getTermsEnum(terms);
        while (each.next() != null) {
            found.put(each.term().utf8ToString(), each.docFreq());
        }
        return largestFirst(found, MAX_CANDIDATES);
    }
}
