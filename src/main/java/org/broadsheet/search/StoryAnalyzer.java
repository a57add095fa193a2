package org.broadsheet.search;

import com.ibm.icu.text.FilteredNormalizer2;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;
import java.io.Reader;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.icu.ICUFoldingFilter;
import org.apache.lucene.analysis.icu.segmentation.DefaultICUTokenizerConfig;
import org.apache.lucene.analysis.icu.segmentation.ICUTokenizer;
import org.apache.lucene.analysis.ko.KoreanPartOfSpeechStopFilter;
import org.apache.lucene.analysis.ko.KoreanReadingFormFilter;
import org.apache.lucene.analysis.ko.KoreanTokenizer;
import org.apache.lucene.analysis.miscellaneous.TruncateTokenFilter;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterIterator;
import org.apache.lucene.analysis.pattern.PatternReplaceFilter;
import org.apache.lucene.analysis.tr.TurkishLowerCaseFilter;
import org.apache.lucene.analysis.util.ElisionFilter;
import org.broadsheet.search.LanguageRules.Order;

/**
 * Takes the texts of stories in one language apart into terms. What is written as one word and has parts, as {@code H.264},
 * {@code MI400} or {@code open-source} do, gives its parts and the whole without what joins them, so that each way of
 * writing finds the other. {@code C++} and {@code C#} are words. Chinese and Japanese give each pair of neighbouring
 * characters, Thai, Lao, Khmer and Burmese the words of ICU's dictionaries, Korean those of Lucene's.
 */
final class StoryAnalyzer extends Analyzer {

    /** Longer words are cut: nobody searches for them. */
    private static final int LONGEST = 64;

    private static final Pattern APOSTROPHE = Pattern.compile("'");

    private static final byte[] DELIMITERS = delimiters();

    /** Marks that are letters in their own right stay: the vowels of Indic scripts, the breves of Cyrillic. */
    private static final Normalizer2 FOLDING = new FilteredNormalizer2(
            ICUFoldingFilter.NORMALIZER,
            new UnicodeSet(
                            "[^[:Devanagari:][:Bengali:][:Tamil:][:Telugu:][:Thai:][:Lao:][:Khmer:][:Myanmar:]\u0439\u0457\u0306]")
                    .freeze());

    private static final Map<Terms, Map<String, StoryAnalyzer>> ANALYZERS = new EnumMap<>(Terms.class);

    static {
        for (Terms terms : Terms.values()) {
            ANALYZERS.put(terms, new ConcurrentHashMap<>());
        }
    }

    /** What becomes of a word. */
    private enum Terms {
        STEMS,
        STEMS_OF_WHOLE_WORDS,
        WRITTEN
    }

    private final String language;
    private final Terms terms;
    private final LanguageRules rules;
    private final CharArraySet stopWords;
    private final Map<String, Optional<String>> cache = new ConcurrentHashMap<>();

    private StoryAnalyzer(String language, Terms terms) {
        this.language = language;
        this.terms = terms;
        this.rules = LanguageRules.of(language);
        this.stopWords = terms == Terms.WRITTEN ? CharArraySet.EMPTY_SET : withFolded(rules.stopWords());
    }

    /** The analyzer that a language is indexed and searched with. */
    static Analyzer stemmed(String language) {
        return of(language, Terms.STEMS);
    }

    /** Likewise without the parts of what is written as one word, which have little to do with what the story is about. */
    static Analyzer stemmedWhole(String language) {
        return of(language, Terms.STEMS_OF_WHOLE_WORDS);
    }

    /** The analyzer that leaves words in the form that they are written in, but for accents and case. */
    static Analyzer written(String language) {
        return of(language, Terms.WRITTEN);
    }

    private static Analyzer of(String language, Terms terms) {
        return ANALYZERS.get(terms).computeIfAbsent(language, any -> new StoryAnalyzer(language, terms));
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

    private CharArraySet withFolded(Set<?> words) {
        CharArraySet all = new CharArraySet(words.size() * 2, false);
        for (Object word : words) {
            String text = word instanceof char[] letters ? new String(letters) : word.toString();
            all.add(text);
            all.add(FOLDING.normalize(text));
        }
        return all;
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
        return fold(lowerCase(text));
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        Tokenizer tokenizer = language.equals("ko")
                ? new KoreanTokenizer()
                : new ICUTokenizer(new DefaultICUTokenizerConfig(false, true));
        return new TokenStreamComponents(tokenizer, new CachedWordFilter(parts(tokenizer), cache, this::term));
    }

    private TokenStream term(TokenStream word) {
        TokenStream bare = withoutApostrophes(lowerCase(word));
        TokenStream term = rules.order() == Order.STEM_FIRST ? fold(stem(bare)) : stem(fold(bare));
        return new TruncateTokenFilter(term, LONGEST);
    }

    private TokenStream parts(Tokenizer tokenizer) {
        if (language.equals("ko")) {
            return new KoreanReadingFormFilter(new KoreanPartOfSpeechStopFilter(tokenizer));
        }
        int whole = WordDelimiterGraphFilter.CATENATE_ALL | WordDelimiterGraphFilter.SPLIT_ON_NUMERICS;
        int parts = WordDelimiterGraphFilter.GENERATE_WORD_PARTS | WordDelimiterGraphFilter.GENERATE_NUMBER_PARTS;
        TokenStream words = new WordDelimiterGraphFilter(
                tokenizer, true, DELIMITERS, terms == Terms.STEMS_OF_WHOLE_WORDS ? whole : whole | parts, null);
        return new CJKBigramFilter(
                words,
                CJKBigramFilter.HAN | CJKBigramFilter.HIRAGANA | CJKBigramFilter.KATAKANA,
                terms == Terms.WRITTEN);
    }

    private TokenStream lowerCase(TokenStream words) {
        return language.equals("tr") ? new TurkishLowerCaseFilter(words) : new LowerCaseFilter(words);
    }

    private TokenStream withoutApostrophes(TokenStream words) {
        TokenStream bare =
                switch (language) {
                    case "en" -> new EnglishPossessiveFilter(words);
                    case "ca", "fr", "it" -> new ElisionFilter(words, FrenchAnalyzer.DEFAULT_ARTICLES);
                    default -> words;
                };
        return new PatternReplaceFilter(bare, APOSTROPHE, "", true);
    }

    private static TokenStream fold(TokenStream words) {
        return new ICUFoldingFilter(words, FOLDING);
    }

    private TokenStream stem(TokenStream words) {
        return terms == Terms.WRITTEN ? words : rules.stemmer().apply(new StopFilter(words, stopWords));
    }
}
