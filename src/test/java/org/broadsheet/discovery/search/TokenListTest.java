package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.broadsheet.discovery.search.TokenList.Token;
import org.junit.jupiter.api.Test;

class TokenListTest {

    private static List<String> read(TokenStream stream) throws IOException {
        List<String> read = new ArrayList<>();
        CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
        PositionIncrementAttribute position = stream.addAttribute(PositionIncrementAttribute.class);
        stream.reset();
        while (stream.incrementToken()) {
            read.add(term + "+" + position.getPositionIncrement());
        }
        return read;
    }

    @Test
    void aTokenIsWhereItStandsInTheText() {
        String text = "R&D of open-source 🗞 chips";
        List<Token> tokens =
                TokenList.of(text, StoryAnalyzer.exact(LanguageRules.UNKNOWN)).tokens();

        assertThat(tokens)
                .extracting(token -> text.substring(token.start(), token.end()))
                .contains("R&D", "of", "open-source", "open", "source", "chips");
    }

    @Test
    void leftOutWordsLeaveGaps() throws IOException {
        TokenList replaced = TokenList.of(
                "the tide of time",
                StoryAnalyzer.exact(LanguageRules.UNKNOWN),
                word -> word.length() < 4 ? Optional.empty() : Optional.of(word.toUpperCase(Locale.ROOT)));

        assertThat(read(replaced.stream())).containsExactly("TIDE+2", "TIME+2");
        assertThat(replaced.texts()).containsExactly("TIDE", "TIME");
    }

    @Test
    void aListCanBeReadSeveralTimes() throws IOException {
        TokenList words = TokenList.of("a b", StoryAnalyzer.exact(LanguageRules.UNKNOWN));

        assertThat(read(words.stream())).containsExactly("a+1", "b+1");
        assertThat(read(words.stream())).containsExactly("a+1", "b+1");
    }

    @Test
    void aTextWithoutWordsHasNoTokens() {
        for (String text : List.of("", " ", "… — !?", "\0")) {
            assertThat(TokenList.of(text, StoryAnalyzer.exact(LanguageRules.UNKNOWN))
                            .tokens())
                    .isEmpty();
        }
    }
}
