package org.broadsheet.discovery.search;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;
import org.apache.lucene.util.automaton.Operations;
import org.broadsheet.discovery.search.Highlight.Range;
import org.broadsheet.discovery.search.TokenList.Token;

/**
 * The text typed so far of a title.
 *
 * @param words the complete words, without case and accents
 * @param prefix the prefix of the last word; empty if nothing has been typed
 */
record CompletedTitle(List<String> words, String prefix) {

    /** The minimum length of a word for a fuzzy query, because nearly every shorter word is similar to another one. */
    private static final int MIN_FUZZY_LENGTH = 4;

    static CompletedTitle of(String typed) {
        List<String> words = tokens(typed).stream().map(Token::text).toList();
        int last = Math.max(0, words.size() - 1);
        return new CompletedTitle(words.subList(0, last), words.isEmpty() ? "" : words.get(last));
    }

    private static List<Token> tokens(String text) {
        return TokenList.of(text, StoryAnalyzer.exact(LanguageRules.UNKNOWN)).tokens().stream()
                .filter(token -> token.positionLength() == 1)
                .toList();
    }

    /** Returns the number of letters and digits that have been typed. */
    int letters() {
        return words.stream().mapToInt(String::length).sum() + prefix.length();
    }

    /** Returns whether the prefix is long enough for a fuzzy query. */
    boolean allowsFuzzy() {
        return prefix.length() >= MIN_FUZZY_LENGTH;
    }

    /**
     * Returns the query for titles that have the words and the prefix.
     *
     * @param isFuzzy whether each word may have one error: a wrong, missing, extra or swapped letter
     */
    Query query(boolean isFuzzy) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        for (String word : words) {
            Term term = new Term(StoryDocument.TITLE, word);
            boolean isFuzzyWord = isFuzzy && word.length() >= MIN_FUZZY_LENGTH;
            query.add(isFuzzyWord ? new FuzzyQuery(term, 1) : new TermQuery(term), Occur.FILTER);
        }
        Term last = new Term(StoryDocument.TITLE, prefix);
        query.add(isFuzzy ? new AutomatonQuery(last, fuzzyPrefix(prefix)) : new PrefixQuery(last), Occur.FILTER);
        return query.build();
    }

    private static Automaton fuzzyPrefix(String prefix) {
        return Operations.concatenate(new LevenshteinAutomata(prefix, true).toAutomaton(1), Automata.makeAnyString());
    }

    /** Returns the ranges of a text that match what was typed. */
    List<Range> ranges(String text) {
        List<Range> ranges = new ArrayList<>();
        for (Token token : tokens(text)) {
            if (token.text().startsWith(prefix)) {
                add(text, ranges, token.start(), typedEnd(text, token));
            } else if (words.contains(token.text())) {
                add(text, ranges, token.start(), token.end());
            }
        }
        return ranges;
    }

    /**
     * Returns the end of the part of a word that folds to the prefix, because folding may change the number of letters.
     */
    private int typedEnd(String text, Token word) {
        int end = word.start();
        while (end < word.end() && folded(text.substring(word.start(), end)).length() < prefix.length()) {
            end += Character.charCount(text.codePointAt(end));
        }
        return Math.min(end, word.end());
    }

    private static String folded(String text) {
        return StoryDocument.analyzer().normalize(StoryDocument.TITLE, text).utf8ToString();
    }

    /**
     * Adds a range, and joins it to the previous one if they overlap, as bigrams of Japanese do, or only white space is
     * between them.
     */
    private static void add(String text, List<Range> ranges, int start, int end) {
        Range last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
        if (last != null
                && (start <= last.end() || text.substring(last.end(), start).isBlank())) {
            ranges.set(ranges.size() - 1, new Range(last.start(), Math.max(last.end(), end)));
        } else {
            ranges.add(new Range(start, end));
        }
    }
}
