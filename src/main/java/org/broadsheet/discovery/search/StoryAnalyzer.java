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
 * Takes the texts of stories in one language apart. What is written as one word and has parts, as {@code H.264},
 * {@code MI400} or {@code open-source} do, gives its parts and the whole without what joins them, so that each way of
 * writing finds the other. {@code C++} and {@code C#} are words. Chinese and Japanese give each pair of neighbouring
 * characters, Thai and languages that nothing is known of, such as Lao, Khmer and Burmese, the words of ICU's
 * dictionaries, Korean those of Lucene's.
 */
final class StoryAnalyzer extends Analyzer {

    private static final int WHOLE = WordDelimiterGraphFilter.CATENATE_ALL | WordDelimiterGraphFilter.SPLIT_ON_NUMERICS;
    private static final int WHOLE_AND_PARTS =
            WHOLE | WordDelimiterGraphFilter.GENERATE_WORD_PARTS | WordDelimiterGraphFilter.GENERATE_NUMBER_PARTS;

    private static final int BETWEEN_TEXTS = 100;

    private static final byte[] DELIMITERS = delimiters();

    private static final Map<String, Analyzer> TOKENS = new ConcurrentHashMap<>();
    private static final Map<String, Analyzer> STEMMED = new ConcurrentHashMap<>();
    private static final Map<String, Analyzer> STEMMED_WHOLE = new ConcurrentHashMap<>();
    private static final Map<String, Analyzer> EXACT = new ConcurrentHashMap<>();

    private final String language;
    private final int kept;
    private final UnaryOperator<TokenStream> terms;

    private StoryAnalyzer(String language, int kept, UnaryOperator<TokenStream> terms) {
        this.language = language;
        this.kept = kept;
        this.terms = terms;
    }

    /** The tokens of a text as they are, of which {@link LanguageTerms} makes terms. */
    static Analyzer tokens(String language) {
        return TOKENS.computeIfAbsent(
                language, any -> new StoryAnalyzer(any, WHOLE_AND_PARTS, UnaryOperator.identity()));
    }

    /** The terms that a language is indexed and searched with. */
    static Analyzer stemmed(String language) {
        return STEMMED.computeIfAbsent(
                language, any -> new StoryAnalyzer(any, WHOLE_AND_PARTS, LanguageTerms.of(any)::stemmed));
    }

    /** Likewise without the parts of what is written as one word, which have little to do with what the story is about. */
    static Analyzer stemmedWhole(String language) {
        return STEMMED_WHOLE.computeIfAbsent(
                language, any -> new StoryAnalyzer(any, WHOLE, LanguageTerms.of(any)::stemmed));
    }

    /** Words in the form that they are written in, but for accents and case. */
    static Analyzer exact(String language) {
        return EXACT.computeIfAbsent(
                language, any -> new StoryAnalyzer(any, WHOLE_AND_PARTS, LanguageTerms.of(any)::exact));
    }

    /** The words of a text in the form that they are written in. */
    static List<String> exactWords(String text, String language) {
        return TokenList.of(text, exact(language)).texts();
    }

    private static byte[] delimiters() {
        byte[] types = new byte[JoiningCharFilter.JOINER + 1];
        for (int letter = 0; letter < types.length; letter++) {
            types[letter] = WordDelimiterIterator.getType(letter);
        }
        // The apostrophes of "it's" and "l'eau" are looked at later, and numbers stay whole.
        for (char inside : new char[] {'\'', '.', ','}) {
            types[inside] = WordDelimiterIterator.ALPHANUM;
        }
        types[JoiningCharFilter.JOINER] = WordDelimiterIterator.getType('-');
        return types;
    }

    /** No phrase goes from one text of a story to the next. */
    @Override
    public int getPositionIncrementGap(String field) {
        return BETWEEN_TEXTS;
    }

    @Override
    protected Reader initReader(String field, Reader text) {
        return new JoiningCharFilter(text);
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
                        new WordDelimiterGraphFilter(tokenizer, true, DELIMITERS, kept, null),
                        CJKBigramFilter.HAN | CJKBigramFilter.HIRAGANA | CJKBigramFilter.KATAKANA);
    }
}
