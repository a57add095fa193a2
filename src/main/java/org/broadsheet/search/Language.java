package org.broadsheet.search;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.lucene.analysis.core.StopAnalyzer;
import org.tartarus.snowball.SnowballStemmer;
import org.tartarus.snowball.ext.ArabicStemmer;
import org.tartarus.snowball.ext.ArmenianStemmer;
import org.tartarus.snowball.ext.BasqueStemmer;
import org.tartarus.snowball.ext.CatalanStemmer;
import org.tartarus.snowball.ext.DanishStemmer;
import org.tartarus.snowball.ext.DutchStemmer;
import org.tartarus.snowball.ext.EnglishStemmer;
import org.tartarus.snowball.ext.EstonianStemmer;
import org.tartarus.snowball.ext.FinnishStemmer;
import org.tartarus.snowball.ext.FrenchStemmer;
import org.tartarus.snowball.ext.German2Stemmer;
import org.tartarus.snowball.ext.GreekStemmer;
import org.tartarus.snowball.ext.HindiStemmer;
import org.tartarus.snowball.ext.HungarianStemmer;
import org.tartarus.snowball.ext.IndonesianStemmer;
import org.tartarus.snowball.ext.IrishStemmer;
import org.tartarus.snowball.ext.ItalianStemmer;
import org.tartarus.snowball.ext.LithuanianStemmer;
import org.tartarus.snowball.ext.NepaliStemmer;
import org.tartarus.snowball.ext.NorwegianStemmer;
import org.tartarus.snowball.ext.PortugueseStemmer;
import org.tartarus.snowball.ext.RomanianStemmer;
import org.tartarus.snowball.ext.RussianStemmer;
import org.tartarus.snowball.ext.SerbianStemmer;
import org.tartarus.snowball.ext.SpanishStemmer;
import org.tartarus.snowball.ext.SwedishStemmer;
import org.tartarus.snowball.ext.TamilStemmer;
import org.tartarus.snowball.ext.TurkishStemmer;

/**
 * What search knows of a language: its stems (Snowball) and the words that say nothing by themselves. Words are folded
 * before they are stemmed, so that a query without accents leads to the same stem. Not for several threads at a time.
 */
final class Language {

    private record Kind(Supplier<SnowballStemmer> stemmer, String stopWords) {}

    private static final String SNOWBALL = "/org/apache/lucene/analysis/snowball/%s_stop.txt";
    private static final String OTHER = "/org/apache/lucene/analysis/%s/stopwords.txt";

    /** By the primary subtag of BCP 47. */
    private static final Map<String, Kind> KINDS = Map.ofEntries(
            kind("ar", ArabicStemmer::new, OTHER.formatted("ar")),
            kind("ca", CatalanStemmer::new, OTHER.formatted("ca")),
            kind("da", DanishStemmer::new, SNOWBALL.formatted("danish")),
            kind("de", German2Stemmer::new, SNOWBALL.formatted("german")),
            kind("el", GreekStemmer::new, OTHER.formatted("el")),
            kind("en", EnglishStemmer::new, SNOWBALL.formatted("english")),
            kind("es", SpanishStemmer::new, SNOWBALL.formatted("spanish")),
            kind("et", EstonianStemmer::new, OTHER.formatted("et")),
            kind("eu", BasqueStemmer::new, OTHER.formatted("eu")),
            kind("fi", FinnishStemmer::new, SNOWBALL.formatted("finnish")),
            kind("fr", FrenchStemmer::new, SNOWBALL.formatted("french")),
            kind("ga", IrishStemmer::new, OTHER.formatted("ga")),
            kind("hi", HindiStemmer::new, OTHER.formatted("hi")),
            kind("hu", HungarianStemmer::new, SNOWBALL.formatted("hungarian")),
            kind("hy", ArmenianStemmer::new, OTHER.formatted("hy")),
            kind("id", IndonesianStemmer::new, OTHER.formatted("id")),
            kind("it", ItalianStemmer::new, SNOWBALL.formatted("italian")),
            kind("lt", LithuanianStemmer::new, OTHER.formatted("lt")),
            kind("nb", NorwegianStemmer::new, SNOWBALL.formatted("norwegian")),
            kind("ne", NepaliStemmer::new, OTHER.formatted("ne")),
            kind("nl", DutchStemmer::new, SNOWBALL.formatted("dutch")),
            kind("nn", NorwegianStemmer::new, SNOWBALL.formatted("norwegian")),
            kind("no", NorwegianStemmer::new, SNOWBALL.formatted("norwegian")),
            kind("pt", PortugueseStemmer::new, SNOWBALL.formatted("portuguese")),
            kind("ro", RomanianStemmer::new, OTHER.formatted("ro")),
            kind("ru", RussianStemmer::new, SNOWBALL.formatted("russian")),
            kind("sr", SerbianStemmer::new, OTHER.formatted("sr")),
            kind("sv", SwedishStemmer::new, SNOWBALL.formatted("swedish")),
            kind("ta", TamilStemmer::new, OTHER.formatted("ta")),
            kind("tr", TurkishStemmer::new, OTHER.formatted("tr")));

    private static final Map<String, Set<String>> STOP_WORDS = new HashMap<>();

    private final SnowballStemmer stemmer;
    private final Set<String> stopWords;
    private final Map<String, String> stems = new HashMap<>();

    private Language(SnowballStemmer stemmer, Set<String> stopWords) {
        this.stemmer = stemmer;
        this.stopWords = stopWords;
    }

    private static Map.Entry<String, Kind> kind(String subtag, Supplier<SnowballStemmer> stemmer, String stopWords) {
        return Map.entry(subtag, new Kind(stemmer, stopWords));
    }

    /** @param tag of BCP 47; a language that nothing is known of leaves words as they are */
    static Language of(String tag) {
        String subtag = primary(tag);
        Kind kind = KINDS.get(subtag);
        return kind == null
                ? new Language(null, Set.of())
                : new Language(kind.stemmer().get(), stopWords(subtag, kind));
    }

    /** The part of a language tag that says how words are formed. */
    static String primary(String tag) {
        return tag.split("-", 2)[0].toLowerCase(Locale.ROOT);
    }

    private static Set<String> stopWords(String subtag, Kind kind) {
        synchronized (STOP_WORDS) {
            return STOP_WORDS.computeIfAbsent(subtag, any -> read(kind.stopWords()));
        }
    }

    private static Set<String> read(String file) {
        Set<String> words = new HashSet<>();
        try (InputStream stream = StopAnalyzer.class.getResourceAsStream(file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                for (String word : line.replaceFirst("[|#].*", "").trim().split("\\s+")) {
                    if (!word.isEmpty()) {
                        words.add(Words.fold(word));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Set.copyOf(words);
    }

    /** @param word folded */
    boolean isStopWord(String word) {
        return stopWords.contains(word);
    }

    /** @param word folded */
    String stem(String word) {
        return stemmer == null ? word : stems.computeIfAbsent(word, this::stemmed);
    }

    private String stemmed(String word) {
        stemmer.setCurrent(word);
        stemmer.stem();
        String stem = stemmer.getCurrent();
        return stem.isEmpty() ? word : stem;
    }
}
