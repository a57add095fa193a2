package org.broadsheet.search;

import com.ibm.icu.text.FilteredNormalizer2;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.icu.ICUFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.TruncateTokenFilter;
import org.apache.lucene.analysis.pattern.PatternReplaceFilter;
import org.apache.lucene.analysis.tr.TurkishLowerCaseFilter;
import org.apache.lucene.analysis.util.ElisionFilter;
import org.broadsheet.search.LanguageRules.Order;

/**
 * The terms that the words of a language are indexed and searched as. They are cached: stemming and folding would take most
 * of the time of an analyzer, and most words of a text are among a few thousand.
 */
final class WordTerms {

    /** Of all languages; twice as many at most, some 150 bytes each. */
    private static final int CACHED = 30_000;

    /** Longer words are cut: nobody searches for them. */
    private static final int LONGEST = 64;

    private static final Pattern APOSTROPHE = Pattern.compile("'");

    /** Marks that are letters in their own right stay: the vowels of Indic scripts, the breves of Cyrillic. */
    private static final Normalizer2 FOLDING = new FilteredNormalizer2(
            ICUFoldingFilter.NORMALIZER,
            new UnicodeSet(
                            "[^[:Devanagari:][:Bengali:][:Tamil:][:Telugu:][:Thai:][:Lao:][:Khmer:][:Myanmar:]\u0439\u0457\u0306]")
                    .freeze());

    private static final Map<String, WordTerms> BY_LANGUAGE = new ConcurrentHashMap<>();

    private final String language;
    private final LanguageRules rules;
    private final CharArraySet stopWords;
    private final Analyzer stems = filters(this::stem);
    private final Analyzer written = filters(UnaryOperator.identity());
    private volatile Map<String, Terms> recent = new ConcurrentHashMap<>();
    private volatile Map<String, Terms> older = Map.of();

    private WordTerms(String language) {
        this.language = language;
        this.rules = LanguageRules.of(language);
        this.stopWords = withFolded(rules.stopWords());
    }

    static WordTerms of(String language) {
        return BY_LANGUAGE.computeIfAbsent(language, WordTerms::new);
    }

    /**
     * The terms of a word.
     *
     * @param stem one for all forms of the word; empty for a stop word
     * @param written the form that it is written in, but for accents and case; empty if there is no letter or digit
     */
    record Terms(Optional<String> stem, Optional<String> written) {}

    private static CharArraySet withFolded(Set<?> words) {
        CharArraySet all = new CharArraySet(words.size() * 2, false);
        for (Object word : words) {
            String text = word instanceof char[] letters ? new String(letters) : word.toString();
            all.add(text);
            all.add(FOLDING.normalize(text));
        }
        return all;
    }

    /** @param word of {@link StoryAnalyzer#words} */
    Terms terms(String word) {
        Terms terms = recent.get(word);
        if (terms == null) {
            terms = Optional.ofNullable(older.get(word))
                    .orElseGet(() -> new Terms(term(stems, word), term(written, word)));
            if (word.length() <= LONGEST) {
                remember(word, terms);
            }
        }
        return terms;
    }

    /** What is not asked for again until as many others have come is forgotten. */
    private void remember(String word, Terms terms) {
        recent.put(word, terms);
        if (recent.size() >= CACHED / BY_LANGUAGE.size()) {
            older = recent;
            recent = new ConcurrentHashMap<>();
        }
    }

    private static Optional<String> term(Analyzer filters, String word) {
        return WordList.of(word, filters).texts().stream()
                .filter(term -> !term.isEmpty())
                .findFirst();
    }

    private Analyzer filters(UnaryOperator<TokenStream> stemmer) {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                Tokenizer word = new KeywordTokenizer();
                TokenStream bare = withoutApostrophes(lowerCase(word));
                TokenStream term =
                        rules.order() == Order.STEM_FIRST ? fold(stemmer.apply(bare)) : stemmer.apply(fold(bare));
                return new TokenStreamComponents(word, new TruncateTokenFilter(term, LONGEST));
            }
        };
    }

    /** What a query is compared with terms as, without taking it apart. */
    TokenStream normalize(TokenStream text) {
        return fold(lowerCase(text));
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
        return rules.stemmer().apply(new StopFilter(words, stopWords));
    }
}
