package org.broadsheet.discovery.search;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.WordlistLoader;
import org.apache.lucene.analysis.ar.ArabicNormalizationFilter;
import org.apache.lucene.analysis.ar.ArabicStemFilter;
import org.apache.lucene.analysis.bg.BulgarianStemFilter;
import org.apache.lucene.analysis.bn.BengaliNormalizationFilter;
import org.apache.lucene.analysis.bn.BengaliStemFilter;
import org.apache.lucene.analysis.ckb.SoraniNormalizationFilter;
import org.apache.lucene.analysis.ckb.SoraniStemFilter;
import org.apache.lucene.analysis.cz.CzechStemFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.fa.PersianNormalizationFilter;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.gl.GalicianStemFilter;
import org.apache.lucene.analysis.icu.segmentation.DefaultICUTokenizerConfig;
import org.apache.lucene.analysis.icu.segmentation.ICUTokenizer;
import org.apache.lucene.analysis.ko.KoreanTokenizer;
import org.apache.lucene.analysis.lv.LatvianStemFilter;
import org.apache.lucene.analysis.pl.PolishAnalyzer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.stempel.StempelFilter;
import org.apache.lucene.analysis.stempel.StempelStemmer;
import org.apache.lucene.analysis.te.TeluguStemFilter;
import org.apache.lucene.analysis.tr.TurkishLowerCaseFilter;
import org.apache.lucene.analysis.util.ElisionFilter;

/**
 * The rules for the analysis of a language. search.md lists the stemmer of each language, and whether it runs before or
 * after accents are folded.
 *
 * @param tokenizer creates the tokenizer
 * @param lowerCase adds the filters that convert words to lower case and remove possessives and articles
 * @param stopWords the stop words
 * @param stemsBeforeFolding whether words are stemmed before their accents are folded
 * @param stemmer adds the stemmer
 */
record LanguageRules(
        Supplier<Tokenizer> tokenizer,
        UnaryOperator<TokenStream> lowerCase,
        CharArraySet stopWords,
        boolean stemsBeforeFolding,
        UnaryOperator<TokenStream> stemmer) {

    /** The language of texts in languages without rules. */
    static final String UNKNOWN = "und";

    private static final LanguageRules NONE = new LanguageRules(
            StandardTokenizer::new, LowerCaseFilter::new, CharArraySet.EMPTY_SET, false, UnaryOperator.identity());

    /** Each language with its Snowball stemmer and its list of stop words. */
    private static final String FOLD_FIRST = """
            ca Catalan ca, da Danish danish, de German2 german, el Greek el, en English english,
            es Spanish spanish, et Estonian et, eu Basque eu, fr French french, ga Irish ga, hi Hindi hi,
            hu Hungarian hungarian, hy Armenian hy, id Indonesian id, it Italian italian, lt Lithuanian lt,
            nb Norwegian norwegian, ne Nepali ne, nl Dutch dutch, nn Norwegian norwegian,
            no Norwegian norwegian, pt Portuguese portuguese, ro Romanian ro, ru Russian russian,
            sr Serbian sr, sv Swedish swedish, ta Tamil ta""";

    private static final Map<String, LanguageRules> BY_LANGUAGE = rules();

    private static Map<String, LanguageRules> rules() {
        Map<String, LanguageRules> rules = new TreeMap<>();
        for (String row : FOLD_FIRST.split(",\\s")) {
            String[] of = row.split(" ");
            rules.put(of[0], foldFirst(of[2], snowball(of[1])));
        }
        rules.put("bg", foldFirst("bg", BulgarianStemFilter::new));
        rules.put("gl", foldFirst("gl", GalicianStemFilter::new));
        rules.put("th", foldFirst("th", UnaryOperator.identity()).tokenizedBy(LanguageRules::dictionaryTokenizer));
        rules.put("ar", stemFirst("ar", words -> new ArabicStemFilter(new ArabicNormalizationFilter(words))));
        rules.put("bn", stemFirst("bn", words -> new BengaliStemFilter(new BengaliNormalizationFilter(words))));
        rules.put("ckb", stemFirst("ckb", words -> new SoraniStemFilter(new SoraniNormalizationFilter(words))));
        rules.put("cs", stemFirst("cz", CzechStemFilter::new));
        rules.put("fa", stemFirst("fa", words -> new PersianNormalizationFilter(new ArabicNormalizationFilter(words))));
        rules.put("fi", stemFirst("finnish", snowball("Finnish")));
        rules.put("lv", stemFirst("lv", LatvianStemFilter::new));
        rules.put("pl", stemFirst("pl", words -> new StempelFilter(words, polishStemmer())));
        rules.put("te", stemFirst("te", TeluguStemFilter::new));
        rules.put("tr", stemFirst("tr", snowball("Turkish")).lowerCasedBy(TurkishLowerCaseFilter::new));
        rules.put("ja", NONE);
        rules.put("zh", NONE);
        rules.put("ko", NONE.tokenizedBy(KoreanTokenizer::new));
        rules.put(UNKNOWN, NONE.tokenizedBy(LanguageRules::dictionaryTokenizer));
        rules.computeIfPresent("en", (en, of) -> of.lowerCasedBy(LanguageRules::withoutPossessive));
        for (String language : List.of("ca", "fr", "it")) {
            rules.computeIfPresent(language, (any, of) -> of.lowerCasedBy(LanguageRules::withoutArticle));
        }
        return Map.copyOf(rules);
    }

    /**
     * Creates ICU's tokenizer, which has dictionaries for scripts without spaces. Lucene's standard tokenizer takes a
     * fifth of the time.
     */
    private static Tokenizer dictionaryTokenizer() {
        return new ICUTokenizer(new DefaultICUTokenizerConfig(false, true));
    }

    private static TokenStream withoutPossessive(TokenStream words) {
        return new EnglishPossessiveFilter(new LowerCaseFilter(words));
    }

    private static TokenStream withoutArticle(TokenStream words) {
        return new ElisionFilter(new LowerCaseFilter(words), FrenchAnalyzer.DEFAULT_ARTICLES);
    }

    private static UnaryOperator<TokenStream> snowball(String language) {
        return words -> new SnowballFilter(words, language);
    }

    private static StempelStemmer polishStemmer() {
        return new StempelStemmer(PolishAnalyzer.getDefaultTable());
    }

    private static LanguageRules foldFirst(String stopWords, UnaryOperator<TokenStream> stemmer) {
        return new LanguageRules(NONE.tokenizer, NONE.lowerCase, stopWords(stopWords), false, stemmer);
    }

    private static LanguageRules stemFirst(String stopWords, UnaryOperator<TokenStream> stemmer) {
        return new LanguageRules(NONE.tokenizer, NONE.lowerCase, stopWords(stopWords), true, stemmer);
    }

    private LanguageRules tokenizedBy(Supplier<Tokenizer> other) {
        return new LanguageRules(other, lowerCase, stopWords, stemsBeforeFolding, stemmer);
    }

    private LanguageRules lowerCasedBy(UnaryOperator<TokenStream> other) {
        return new LanguageRules(tokenizer, other, stopWords, stemsBeforeFolding, stemmer);
    }

    /** @param name the name of a list of Snowball, or of a folder of Lucene */
    private static CharArraySet stopWords(String name) {
        try (InputStream snowball = resource("snowball/" + name + "_stop.txt");
                InputStream own = resource(name + "/stopwords.txt")) {
            return snowball != null
                    ? WordlistLoader.getSnowballWordSet(snowball)
                    : WordlistLoader.getWordSet(new InputStreamReader(own, StandardCharsets.UTF_8), "#");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String file) {
        return PolishAnalyzer.class.getResourceAsStream("/org/apache/lucene/analysis/" + file);
    }

    /**
     * Returns the language whose rules apply to a story.
     *
     * @param tag a BCP 47 tag
     * @return the primary subtag, or {@link #UNKNOWN} if there are no rules for it
     */
    static String language(String tag) {
        String primary = tag.split("-", 2)[0].toLowerCase(Locale.ROOT);
        return BY_LANGUAGE.containsKey(primary) ? primary : UNKNOWN;
    }

    /** @param language a value that {@link #language} returned */
    static LanguageRules of(String language) {
        return BY_LANGUAGE.getOrDefault(language, NONE);
    }
}
