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
 * What has been typed of a title.
 *
 * @param words that it has, without case and accents
 * @param beginning of one more; empty if nothing has been typed
 */
record CompletedTitle(List<String> words, String beginning) {

    /** Nearly every shorter word is like another one. */
    private static final int SHORTEST_WITH_ERROR = 4;

    static CompletedTitle of(String typed) {
        List<String> words = tokens(typed).stream().map(Token::text).toList();
        int last = Math.max(0, words.size() - 1);
        return new CompletedTitle(words.subList(0, last), words.isEmpty() ? "" : words.get(last));
    }

    private static List<Token> tokens(String text) {
        return TokenList.of(text, StoryAnalyzer.exact(LanguageRules.UNKNOWN)).tokens().stream()
                .filter(token -> token.parts() == 1)
                .toList();
    }

    /** How many letters and digits have been typed. */
    int letters() {
        return words.stream().mapToInt(String::length).sum() + beginning.length();
    }

    /** Whether what was typed is long enough to be like something else. */
    boolean mayHaveError() {
        return beginning.length() >= SHORTEST_WITH_ERROR;
    }

    /**
     * Titles that have the words.
     *
     * @param withErrors or words like these, with a letter wrong, missing, too many or swapped in each
     */
    Query query(boolean withErrors) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        for (String word : words) {
            Term term = new Term(StoryDocument.TITLE, word);
            boolean isFuzzy = withErrors && word.length() >= SHORTEST_WITH_ERROR;
            query.add(isFuzzy ? new FuzzyQuery(term, 1) : new TermQuery(term), Occur.FILTER);
        }
        Term last = new Term(StoryDocument.TITLE, beginning);
        query.add(withErrors ? new AutomatonQuery(last, withError(beginning)) : new PrefixQuery(last), Occur.FILTER);
        return query.build();
    }

    private static Automaton withError(String beginning) {
        return Operations.concatenate(
                new LevenshteinAutomata(beginning, true).toAutomaton(1), Automata.makeAnyString());
    }

    /** Where a text has what was typed. */
    List<Range> in(String text) {
        List<Range> ranges = new ArrayList<>();
        for (Token token : tokens(text)) {
            if (token.text().startsWith(beginning)) {
                add(text, ranges, token.start(), typedEnd(text, token));
            } else if (words.contains(token.text())) {
                add(text, ranges, token.start(), token.end());
            }
        }
        return ranges;
    }

    /** Folding may change the number of letters: as many of the word as fold to what was typed. */
    private int typedEnd(String text, Token word) {
        int end = word.start();
        while (end < word.end() && folded(text.substring(word.start(), end)).length() < beginning.length()) {
            end += Character.charCount(text.codePointAt(end));
        }
        return Math.min(end, word.end());
    }

    private static String folded(String text) {
        return StoryDocument.analyzer().normalize(StoryDocument.TITLE, text).utf8ToString();
    }

    /** What stands between two of the words belongs to them. Pairs of characters, as of Japanese, overlap. */
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
