package org.broadsheet.search;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.WordlistLoader;
import org.apache.lucene.analysis.ar.ArabicNormalizationFilter;
import org.apache.lucene.analysis.ar.ArabicStemFilter;
import org.apache.lucene.analysis.bg.BulgarianStemFilter;
import org.apache.lucene.analysis.bn.BengaliNormalizationFilter;
import org.apache.lucene.analysis.bn.BengaliStemFilter;
import org.apache.lucene.analysis.ckb.SoraniNormalizationFilter;
import org.apache.lucene.analysis.ckb.SoraniStemFilter;
import org.apache.lucene.analysis.cz.CzechStemFilter;
import org.apache.lucene.analysis.fa.PersianNormalizationFilter;
import org.apache.lucene.analysis.gl.GalicianStemFilter;
import org.apache.lucene.analysis.lv.LatvianStemFilter;
import org.apache.lucene.analysis.pl.PolishAnalyzer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.stempel.StempelFilter;
import org.apache.lucene.analysis.stempel.StempelStemmer;
import org.apache.lucene.analysis.te.TeluguStemFilter;

/**
 * What the analyzers know of a language. Which stemmer each language has, and whether it comes before or after the folding
 * of accents, is in search.md.
 *
 * @param stopWords words that say nothing by themselves
 * @param order whether words are stemmed with or without their accents
 * @param stemmer adds the filter that reduces the forms of a word to one
 */
record LanguageRules(CharArraySet stopWords, Order order, UnaryOperator<TokenStream> stemmer) {

    /** Of languages that nothing is known of. */
    static final String UNKNOWN = "und";

    /** Whether accents are folded before or after words are stemmed. */
    enum Order {
        FOLD_FIRST,
        STEM_FIRST
    }

    private static final LanguageRules NONE =
            new LanguageRules(CharArraySet.EMPTY_SET, Order.FOLD_FIRST, UnaryOperator.identity());

    /** The stemmer of Snowball and the folder of stop words, by language. */
    private static final String[][] SNOWBALL = {
        {"ca", "Catalan", "ca"},
        {"da", "Danish", "danish"},
        {"de", "German2", "german"},
        {"el", "Greek", "el"},
        {"en", "English", "english"},
        {"es", "Spanish", "spanish"},
        {"et", "Estonian", "et"},
        {"eu", "Basque", "eu"},
        {"fr", "French", "french"},
        {"ga", "Irish", "ga"},
        {"hi", "Hindi", "hi"},
        {"hu", "Hungarian", "hungarian"},
        {"hy", "Armenian", "hy"},
        {"id", "Indonesian", "id"},
        {"it", "Italian", "italian"},
        {"lt", "Lithuanian", "lt"},
        {"nb", "Norwegian", "norwegian"},
        {"ne", "Nepali", "ne"},
        {"nl", "Dutch", "dutch"},
        {"nn", "Norwegian", "norwegian"},
        {"no", "Norwegian", "norwegian"},
        {"pt", "Portuguese", "portuguese"},
        {"ro", "Romanian", "ro"},
        {"ru", "Russian", "russian"},
        {"sr", "Serbian", "sr"},
        {"sv", "Swedish", "swedish"},
        {"ta", "Tamil", "ta"}
    };

    private static final Map<String, LanguageRules> BY_LANGUAGE = rules();

    /**
     * The language whose rules apply to a story.
     *
     * @param tag of BCP 47
     * @return its primary subtag, or {@link #UNKNOWN}
     */
    static String language(String tag) {
        String primary = tag.split("-", 2)[0].toLowerCase(Locale.ROOT);
        return BY_LANGUAGE.containsKey(primary) ? primary : UNKNOWN;
    }

    /** @param language as {@link #language} returns it */
    static LanguageRules of(String language) {
        return BY_LANGUAGE.getOrDefault(language, NONE);
    }

    private static Map<String, LanguageRules> rules() {
        Map<String, LanguageRules> rules = new TreeMap<>();
        for (String[] row : SNOWBALL) {
            rules.put(row[0], rules(row[2], Order.FOLD_FIRST, words -> new SnowballFilter(words, row[1])));
        }
        rules.put("bg", rules("bg", Order.FOLD_FIRST, BulgarianStemFilter::new));
        rules.put("gl", rules("gl", Order.FOLD_FIRST, GalicianStemFilter::new));
        rules.put("th", rules("th", Order.FOLD_FIRST, UnaryOperator.identity()));
        rules.put("ar", stemFirst("ar", words -> new ArabicStemFilter(new ArabicNormalizationFilter(words))));
        rules.put("bn", stemFirst("bn", words -> new BengaliStemFilter(new BengaliNormalizationFilter(words))));
        rules.put("ckb", stemFirst("ckb", words -> new SoraniStemFilter(new SoraniNormalizationFilter(words))));
        rules.put("cs", stemFirst("cz", CzechStemFilter::new));
        rules.put("fa", stemFirst("fa", words -> new PersianNormalizationFilter(new ArabicNormalizationFilter(words))));
        rules.put("fi", stemFirst("finnish", words -> new SnowballFilter(words, "Finnish")));
        rules.put("lv", stemFirst("lv", LatvianStemFilter::new));
        rules.put(
                "pl",
                stemFirst(
                        "pl", words -> new StempelFilter(words, new StempelStemmer(PolishAnalyzer.getDefaultTable()))));
        rules.put("te", stemFirst("te", TeluguStemFilter::new));
        rules.put("tr", stemFirst("tr", words -> new SnowballFilter(words, "Turkish")));
        // Their analyzers do without rules: see StoryAnalyzer.
        for (String language : new String[] {"ja", "ko", "zh"}) {
            rules.put(language, NONE);
        }
        return Map.copyOf(rules);
    }

    private static LanguageRules stemFirst(String stopWords, UnaryOperator<TokenStream> stemmer) {
        return rules(stopWords, Order.STEM_FIRST, stemmer);
    }

    private static LanguageRules rules(String stopWords, Order order, UnaryOperator<TokenStream> stemmer) {
        return new LanguageRules(stopWords(stopWords), order, stemmer);
    }

    /** @param name of Snowball's list, or of the folder of Lucene's */
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
}
