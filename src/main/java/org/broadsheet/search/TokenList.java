package org.broadsheet.search;

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
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/** The words of a text, which is taken apart once for all fields that it is indexed in. */
final class TokenList {

    private final List<Word> words;

    private TokenList(List<Word> words) {
        this.words = words;
    }

    /**
     * A word, or a part of one.
     *
     * @param position how far it is behind the one before it
     */
    private record Word(String text, int position) {}

    static TokenList of(String text, Analyzer analyzer) {
        List<Word> words = new ArrayList<>();
        try (TokenStream stream = analyzer.tokenStream("", text)) {
            CharTermAttribute word = stream.addAttribute(CharTermAttribute.class);
            PositionIncrementAttribute position = stream.addAttribute(PositionIncrementAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                words.add(new Word(word.toString(), position.getPositionIncrement()));
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException("Texts are in memory", e);
        }
        return new TokenList(words);
    }

    static TokenList of(Collection<String> words) {
        return new TokenList(words.stream().map(word -> new Word(word, 1)).toList());
    }

    /** The list with other words, and gaps where there are none. */
    TokenList replaced(Function<String, Optional<String>> others) {
        List<Word> replaced = new ArrayList<>(words.size());
        int position = 0;
        for (Word word : words) {
            position += word.position();
            Optional<String> other = others.apply(word.text());
            if (other.isPresent()) {
                replaced.add(new Word(other.get(), position));
                position = 0;
            }
        }
        return new TokenList(replaced);
    }

    List<String> texts() {
        return words.stream().map(Word::text).toList();
    }

    /** A new stream of the words. */
    TokenStream stream() {
        return new Replay(words);
    }

    private static final class Replay extends TokenStream {

        private final List<Word> words;
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final PositionIncrementAttribute position = addAttribute(PositionIncrementAttribute.class);
        private int next;

        Replay(List<Word> words) {
            this.words = words;
        }

        @Override
        public boolean incrementToken() {
            if (next == words.size()) {
                return false;
            }
            Word word = words.get(next++);
            clearAttributes();
            term.append(word.text());
            position.setPositionIncrement(word.position());
            return true;
        }
    }
}
