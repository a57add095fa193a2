package org.broadsheet.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionLengthAttribute;
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
import org.broadsheet.search.Highlight.Range;

/**
 * What has been typed of a title: words that it has, and the beginning of one.
 *
 * @param words the last one is the beginning
 */
record CompletedTitle(List<Token> words) {

    /** Nearly every shorter word is like another one. */
    private static final int SHORTEST_WITH_ERROR = 4;

    /**
     * A word of a text.
     *
     * @param text without case and accents
     * @param start in UTF-16 code units
     * @param end behind the last one
     * @param isJoined whether it is made of several that stand beside it
     */
    record Token(String text, int start, int end, boolean isJoined) {}

    static CompletedTitle of(String typed) {
        return new CompletedTitle(tokens(typed));
    }

    private static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        try (TokenStream stream = StoryDocument.analyzer().tokenStream(StoryDocument.TITLE, text)) {
            CharTermAttribute word = stream.addAttribute(CharTermAttribute.class);
            OffsetAttribute place = stream.addAttribute(OffsetAttribute.class);
            PositionLengthAttribute length = stream.addAttribute(PositionLengthAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                tokens.add(new Token(
                        word.toString(), place.startOffset(), place.endOffset(), length.getPositionLength() > 1));
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException("Texts are in memory", e);
        }
        return tokens;
    }

    /** How many letters and digits have been typed. */
    int letters() {
        return parts().stream().mapToInt(part -> part.text().length()).sum();
    }

    private List<Token> parts() {
        return words.stream().filter(word -> !word.isJoined()).toList();
    }

    private String last() {
        return parts().get(parts().size() - 1).text();
    }

    /** Titles that have the words. */
    Query query() {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        parts().subList(0, parts().size() - 1).forEach(word -> query.add(new TermQuery(term(word)), Occur.FILTER));
        return query.add(new PrefixQuery(new Term(StoryDocument.TITLE, last())), Occur.FILTER)
                .build();
    }

    /** Whether what was typed is long enough to be like something else. */
    boolean mayHaveError() {
        return last().length() >= SHORTEST_WITH_ERROR;
    }

    /** Titles that have words like these, with a letter wrong, missing, too many or swapped in each. */
    Query queryWithError() {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        for (Token word : parts().subList(0, parts().size() - 1)) {
            boolean isLong = word.text().length() >= SHORTEST_WITH_ERROR;
            query.add(isLong ? new FuzzyQuery(term(word), 1) : new TermQuery(term(word)), Occur.FILTER);
        }
        Automaton beginning =
                Operations.concatenate(new LevenshteinAutomata(last(), true).toAutomaton(1), Automata.makeAnyString());
        query.add(new AutomatonQuery(new Term(StoryDocument.TITLE, last()), beginning), Occur.FILTER);
        return query.build();
    }

    private static Term term(Token word) {
        return new Term(StoryDocument.TITLE, word.text());
    }

    /** Where a text has what was typed. */
    List<Range> in(String text) {
        List<Range> ranges = new ArrayList<>();
        for (Token token : tokens(text)) {
            if (!token.isJoined()) {
                range(text, token).ifPresent(range -> add(text, ranges, range));
            }
        }
        return ranges;
    }

    private Optional<Range> range(String text, Token token) {
        if (token.text().startsWith(last())) {
            return Optional.of(new Range(token.start(), beginning(text, token)));
        }
        return parts().subList(0, parts().size() - 1).stream()
                        .anyMatch(word -> word.text().equals(token.text()))
                ? Optional.of(new Range(token.start(), token.end()))
                : Optional.empty();
    }

    /** Folding may change the number of letters: as many of the word as fold to what was typed. */
    private int beginning(String text, Token token) {
        int end = token.start();
        while (end < token.end() && folded(text.substring(token.start(), end)).length() < last().length()) {
            end += Character.charCount(text.codePointAt(end));
        }
        return Math.min(end, token.end());
    }

    private static String folded(String text) {
        return StoryDocument.analyzer().normalize(StoryDocument.TITLE, text).utf8ToString();
    }

    /** What stands between two of the words belongs to them. Pairs of characters, as of Japanese, overlap. */
    private static void add(String text, List<Range> ranges, Range next) {
        int last = ranges.size() - 1;
        int end = last < 0 ? 0 : ranges.get(last).end();
        boolean joins = last >= 0
                && (next.start() <= end || text.substring(end, next.start()).isBlank());
        if (joins) {
            ranges.set(last, new Range(ranges.get(last).start(), Math.max(end, next.end())));
        } else {
            ranges.add(next);
        }
    }
}
