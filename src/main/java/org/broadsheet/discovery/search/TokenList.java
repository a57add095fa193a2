package org.broadsheet.discovery.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
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
    record Token(String text, int positionIncrement, int positionLength, int start, int end) {

        static Token of(String text, int positionIncrement) {
            return new Token(text, positionIncrement, 1, 0, 0);
        }
    }

    static TokenList of(String text, Analyzer analyzer) {
        List<Token> tokens = new ArrayList<>();
        try (TokenStream stream = analyzer.tokenStream("", text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            PositionIncrementAttribute position = stream.addAttribute(PositionIncrementAttribute.class);
            PositionLengthAttribute length = stream.addAttribute(PositionLengthAttribute.class);
            OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                tokens.add(new Token(
                        term.toString(),
                        position.getPositionIncrement(),
                        length.getPositionLength(),
                        offset.startOffset(),
                        offset.endOffset()));
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory cannot be read", e);
        }
        return new TokenList(tokens);
    }

    static TokenList of(Collection<String> words) {
        return new TokenList(words.stream().map(word -> Token.of(word, 1)).toList());
    }

    /** Returns the list with each token replaced, and with a gap where there is no replacement. */
    TokenList replaced(Function<String, Optional<String>> others) {
        List<Token> replaced = new ArrayList<>(tokens.size());
        int position = 0;
        for (Token token : tokens) {
            position += token.positionIncrement();
            Optional<String> other = others.apply(token.text());
            if (other.isPresent()) {
                replaced.add(Token.of(other.get(), position));
                position = 0;
            }
        }
        return new TokenList(replaced);
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
