package org.broadsheet.search;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * Applies filters that make one term of each word, or none, by nothing but its letters. Their results are cached: stemming
 * and folding would take most of the time of an analyzer.
 */
final class CachedWordFilter extends TokenFilter {

    /** Most words of a text are among so many. */
    private static final int CACHED = 20_000;

    private final Map<String, Optional<String>> cache;
    private final Word word = new Word();
    private final TokenStream filtered;
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final CharTermAttribute filteredTerm;
    private final PositionIncrementAttribute position = addAttribute(PositionIncrementAttribute.class);

    /**
     * @param cache of words, with their terms; empty for words that are dropped
     * @param filters that are applied to a stream of single words
     */
    CachedWordFilter(TokenStream words, Map<String, Optional<String>> cache, UnaryOperator<TokenStream> filters) {
        super(words);
        this.cache = cache;
        this.filtered = filters.apply(word);
        this.filteredTerm = filtered.getAttribute(CharTermAttribute.class);
    }

    @Override
    public boolean incrementToken() throws IOException {
        int skipped = 0;
        while (input.incrementToken()) {
            Optional<String> made = made(term.toString());
            if (made.isPresent()) {
                term.setEmpty().append(made.get());
                position.setPositionIncrement(position.getPositionIncrement() + skipped);
                return true;
            }
            skipped += position.getPositionIncrement();
        }
        return false;
    }

    private Optional<String> made(String written) throws IOException {
        Optional<String> made = cache.get(written);
        if (made == null) {
            word.next(written);
            filtered.reset();
            made = filtered.incrementToken() ? Optional.of(filteredTerm.toString()) : Optional.empty();
            if (cache.size() >= CACHED) {
                cache.clear();
            }
            cache.put(written, made);
        }
        return made;
    }

    /** A stream of one word. */
    private static final class Word extends TokenStream {

        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private String next;

        void next(String word) {
            next = word;
        }

        @Override
        public boolean incrementToken() {
            if (next == null) {
                return false;
            }
            clearAttributes();
            term.append(next);
            next = null;
            return true;
        }
    }
}
