package org.broadsheet.discovery.search;

import java.io.Reader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.ko.KoreanPartOfSpeechStopFilter;
import org.apache.lucene.analysis.ko.KoreanReadingFormFilter;
import org.apache.lucene.analysis.ko.KoreanTokenizer;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterIterator;

/**
 * Analyzes the texts of stories in one language. A compound, such as {@code H.264}, {@code MI400} or
 * {@code open-source}, becomes its parts and the whole without the joining characters, so that each spelling finds the
 * others. {@code C++} and {@code C#} are words. Chinese and Japanese texts become bigrams of characters. Texts in Thai,
 * and in languages without rules such as Lao, Khmer and Burmese, are split by ICU's dictionaries, and Korean texts by
 * Lucene's.
 */
final class StoryAnalyzer extends Analyzer {

    private static final int WHOLE = WordDelimiterGraphFilter.CATENATE_ALL | WordDelimiterGraphFilter.SPLIT_ON_NUMERICS;
    private static final int WHOLE_AND_PARTS =
            WHOLE | WordDelimiterGraphFilter.GENERATE_WORD_PARTS | WordDelimiterGraphFilter.GENERATE_NUMBER_PARTS;

    private static final int POSITION_GAP = 100;

    private static final byte[] DELIMITERS = delimiters();

    private static final Map<String, Analyzer> TOKENS = new ConcurrentHashMap<>();
    private static final Map<String, Analyzer> STEMMED = new ConcurrentHashMap<>();
    private static final Map<String, Analyzer> STEMMED_WHOLE = new ConcurrentHashMap<>();
    private static final Map<String, Analyzer> EXACT = new ConcurrentHashMap<>();

    private final String language;
    private final int delimiterFlags;
    private final UnaryOperator<TokenStream> terms;

    private StoryAnalyzer(String language, int delimiterFlags, UnaryOperator<TokenStream> terms) {
        this.language = language;
        this.delimiterFlags = delimiterFlags;
        this.terms = terms;
    }

    /** Returns the analyzer for the tokens of which {@link LanguageTerms} makes terms. */
    static Analyzer tokens(String language) {
        return TOKENS.computeIfAbsent(
                language, any -> new StoryAnalyzer(any, WHOLE_AND_PARTS, UnaryOperator.identity()));
    }

    /** Returns the analyzer for the stems by which a language is indexed and searched. */
    static Analyzer stemmed(String language) {
        return STEMMED.computeIfAbsent(
                language, any -> new StoryAnalyzer(any, WHOLE_AND_PARTS, LanguageTerms.of(any)::stemmed));
    }

    /** Returns the analyzer for stems without the parts of compounds, which say little about the subject of a story. */
    static Analyzer stemmedWhole(String language) {
        return STEMMED_WHOLE.computeIfAbsent(
                language, any -> new StoryAnalyzer(any, WHOLE, LanguageTerms.of(any)::stemmed));
    }

    /** Returns the analyzer for words as written, without accents and case. */
    static Analyzer exact(String language) {
        return EXACT.computeIfAbsent(
                language, any -> new StoryAnalyzer(any, WHOLE_AND_PARTS, LanguageTerms.of(any)::exact));
    }

    /** Returns the words of a text as written, without accents and case. */
    static List<String> exactWords(String text, String language) {
        return TokenList.of(text, exact(language)).texts();
    }

    private static byte[] delimiters() {
        byte[] types = new byte[JoiningCharFilter.JOINER + 1];
        for (int letter = 0; letter < types.length; letter++) {
            types[letter] = WordDelimiterIterator.getType(letter);
        }
        // Later filters handle the apostrophes of "it's" and "l'eau", and numbers such as 3.5 are not split.
        for (char inside : new char[] {'\'', '.', ','}) {
            types[inside] = WordDelimiterIterator.ALPHANUM;
        }
        types[JoiningCharFilter.JOINER] = WordDelimiterIterator.getType('-');
        return types;
    }

    /** Separates the texts of a story, so that no phrase matches across two of them. */
    @Override
    public int getPositionIncrementGap(String field) {
        return POSITION_GAP;
    }

    @Override
    protected Reader initReader(String field, Reader text) {
        return JoiningCharFilter.of(text);
    }

    @Override
    protected Reader initReaderForNormalization(String field, Reader text) {
        return text;
    }

    @Override
    protected TokenStream normalize(String field, TokenStream text) {
        return LanguageTerms.of(language).normalize(text);
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        Tokenizer tokenizer = LanguageRules.of(language).tokenizer().get();
        return new TokenStreamComponents(tokenizer, terms.apply(parts(tokenizer)));
    }

    private TokenStream parts(Tokenizer tokenizer) {
        return tokenizer instanceof KoreanTokenizer
                ? new KoreanReadingFormFilter(new KoreanPartOfSpeechStopFilter(tokenizer))
                : new CJKBigramFilter(
                        new WordDelimiterGraphFilter(tokenizer, true, DELIMITERS, delimiterFlags, null),
                        CJKBigramFilter.HAN | CJKBigramFilter.HIRAGANA | CJKBigramFilter.KATAKANA);
    }
}
