package org.broadsheet.discovery.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionLengthAttribute;

/** The tokens of a text. A text is tokenized once for all fields in which it is indexed. */
record TokenList(List<Token> tokens) {

    /**
     * A token, which is a word or a part of one.
     *
     * @param positionIncrement the distance to the previous token
     * @param positionLength the number of parts of a whole compound; otherwise 1
     * @param start the start offset in UTF-16 code units
     */
    record Token(String text, int positionIncrement, int positionLength, int start, int end) {}

    static TokenList of(String text, Analyzer analyzer) {
        return of(text, analyzer, Optional::of);
    }

    /** @param terms the term of each token; empty for a gap in the list */
    static TokenList of(String text, Analyzer analyzer, Function<String, Optional<String>> terms) {
        List<Token> tokens = new ArrayList<>();
        try (TokenStream stream = analyzer.tokenStream("", text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            PositionIncrementAttribute position = stream.addAttribute(PositionIncrementAttribute.class);
            PositionLengthAttribute length = stream.addAttribute(PositionLengthAttribute.class);
            OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
            int increment = 0;
            stream.reset();
            while (stream.incrementToken()) {
                increment += position.getPositionIncrement();
                Optional<String> found = terms.apply(term.toString());
                if (found.isPresent()) {
                    tokens.add(new Token(
                            found.get(),
                            increment,
                            length.getPositionLength(),
                            offset.startOffset(),
                            offset.endOffset()));
                    increment = 0;
                }
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory cannot be read", e);
        }
        return new TokenList(tokens);
    }

    List<String> texts() {
        return tokens.stream().map(Token::text).toList();
    }

    TokenStream stream() {
        return new TokenListStream(tokens);
    }

    private static final class TokenListStream extends TokenStream {

        private final List<Token> tokens;
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final PositionIncrementAttribute position = addAttribute(PositionIncrementAttribute.class);
        private int next;

        TokenListStream(List<Token> tokens) {
            this.tokens = tokens;
        }

        @Override
        public boolean incrementToken() {
            if (next == tokens.size()) {
                return false;
            }
            Token token = tokens.get(next++);
            clearAttributes();
            term.append(token.text());
            position.setPositionIncrement(token.positionIncrement());
            return true;
        }
    }
}
