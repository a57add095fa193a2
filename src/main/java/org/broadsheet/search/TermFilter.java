package org.broadsheet.search;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/** Puts the term of each word in its place, and leaves a gap where a word has none. */
final class TermFilter extends TokenFilter {

    private final Function<String, Optional<String>> terms;
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute position = addAttribute(PositionIncrementAttribute.class);

    TermFilter(TokenStream words, Function<String, Optional<String>> terms) {
        super(words);
        this.terms = terms;
    }

    @Override
    public boolean incrementToken() throws IOException {
        int skipped = 0;
        while (input.incrementToken()) {
            Optional<String> found = terms.apply(term.toString());
            if (found.isPresent()) {
                term.setEmpty().append(found.get());
                position.setPositionIncrement(position.getPositionIncrement() + skipped);
                return true;
            }
            skipped += position.getPositionIncrement();
        }
        return false;
    }
}
