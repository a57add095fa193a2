package org.broadsheet.discovery.search;

import com.ibm.icu.text.FilteredNormalizer2;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.icu.ICUFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.TruncateTokenFilter;
import org.apache.lucene.analysis.pattern.PatternReplaceFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * The terms by which the tokens of a language are indexed and searched. They are cached, because stemming and folding
 * would take most of the time of an analyzer, and most tokens of a text are among a few thousand.
 */
final class LanguageTerms {

    /**
     * The number of terms in one generation of the cache, for all languages together. There are at most two
     * generations, and a term takes some 150 bytes.
     */
    private static final int GENERATION_SIZE = 30_000;

    /** The length to which terms are truncated, because nobody searches for longer words. */
    private static final int MAX_LENGTH = 64;

    private static final Pattern APOSTROPHE = Pattern.compile("'");

    /**
     * Folds case and accents, but keeps marks that belong to a letter, such as the vowel signs of Indic scripts and the
     * breve of Cyrillic.
     */
    private static final Normalizer2 FOLDING = new FilteredNormalizer2(
            ICUFoldingFilter.NORMALIZER,
            new UnicodeSet(
                            "[^[:Devanagari:][:Bengali:][:Tamil:][:Telugu:][:Thai:][:Lao:][:Khmer:][:Myanmar:]\u0439\u0457\u0306]")
                    .freeze());

    private static final Map<String, LanguageTerms> BY_LANGUAGE = new ConcurrentHashMap<>();

    private final LanguageRules rules;
    private final CharArraySet stopWords;
    private final Analyzer stems = filters(this::stem);
    private final Analyzer exact = filters(UnaryOperator.identity());
    private volatile Map<String, Terms> recent = new ConcurrentHashMap<>();
    private volatile Map<String, Terms> older = Map.of();

    private LanguageTerms(String language) {
        this.rules = LanguageRules.of(language);
        this.stopWords = withFolded(rules.stopWords());
    }

    static LanguageTerms of(String language) {
        return BY_LANGUAGE.computeIfAbsent(language, LanguageTerms::new);
    }

    /**
     * The terms of a token.
     *
     * @param stem the stem; empty for a stop word
     * @param exact the word as written, without accents and case; empty if it has neither letters nor digits
     */
    record Terms(Optional<String> stem, Optional<String> exact) {}

    private static CharArraySet withFolded(Set<?> words) {
        CharArraySet all = new CharArraySet(words.size() * 2, false);
        for (Object word : words) {
            String text = word instanceof char[] letters ? new String(letters) : word.toString();
            all.add(text);
            all.add(FOLDING.normalize(text));
        }
        return all;
    }

    /** @param token a token of {@link StoryAnalyzer#tokens} */
    Terms ofToken(String token) {
        Terms terms = recent.get(token);
        if (terms == null) {
            terms = Optional.ofNullable(older.get(token))
                    .orElseGet(() -> new Terms(term(stems, token), term(exact, token)));
            if (token.length() <= MAX_LENGTH) {
                cache(token, terms);
            }
        }
        return terms;
    }

    /** Replaces each token by its stem. */
    TokenStream stemmed(TokenStream tokens) {
        return new TermFilter(tokens, token -> ofToken(token).stem());
    }

    /** Replaces each token by the word as written, without accents and case. */
    TokenStream exact(TokenStream tokens) {
        return new TermFilter(tokens, token -> ofToken(token).exact());
    }

    /** Adds the terms of a token to the cache. Tokens that are not used during a whole generation are evicted. */
    private void cache(String token, Terms terms) {
        recent.put(token, terms);
        if (recent.size() >= GENERATION_SIZE / BY_LANGUAGE.size()) {
            older = recent;
            recent = new ConcurrentHashMap<>();
        }
    }

    private static Optional<String> term(Analyzer filters, String word) {
        return TokenList.of(word, filters).texts().stream()
                .filter(term -> !term.isEmpty())
                .findFirst();
    }

    private Analyzer filters(UnaryOperator<TokenStream> stemmer) {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                Tokenizer word = new KeywordTokenizer();
                TokenStream lowerCased =
                        new PatternReplaceFilter(rules.lowerCase().apply(word), APOSTROPHE, "", true);
                TokenStream term =
                        rules.stemsBeforeFolding() ? fold(stemmer.apply(lowerCased)) : stemmer.apply(fold(lowerCased));
                return new TokenStreamComponents(word, new TruncateTokenFilter(term, MAX_LENGTH));
            }
        };
    }

    /** Normalizes a text that is compared with terms, without tokenizing it. */
    TokenStream normalize(TokenStream text) {
        return fold(rules.lowerCase().apply(text));
    }

    private static TokenStream fold(TokenStream words) {
        return new ICUFoldingFilter(words, FOLDING);
    }

    private TokenStream stem(TokenStream words) {
        return rules.stemmer().apply(new StopFilter(words, stopWords));
    }

    /** Replaces each token by its term, and leaves a gap where a token has none. */
    private static final class TermFilter extends TokenFilter {

        private final Function<String, Optional<String>> terms;
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final PositionIncrementAttribute position = addAttribute(PositionIncrementAttribute.class);

        TermFilter(TokenStream words, Function<String, Optional<String>> terms) {
            super(words);
            this.terms = terms;
        }

        @Override
        public boolean incrementToken() throws IOException {
            int skipped = 0;
            while (input.incrementToken()) {
                Optional<String> found = terms.apply(term.toString());
                if (found.isPresent()) {
                    term.setEmpty().append(found.get());
                    position.setPositionIncrement(position.getPositionIncrement() + skipped);
                    return true;
                }
                skipped += position.getPositionIncrement();
            }
            return false;
        }
    }
}
