package org.broadsheet.discovery.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionLengthAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.QueryBuilder;
import org.broadsheet.discovery.search.SearchPlan.Match;
import org.broadsheet.discovery.search.SearchText.Piece;

/**
 * What was typed, as Lucene's queries. Each language has its own, since each story is in one language: a word that is a
 * stop word in it need not be there.
 *
 * @param text as it was typed
 * @param languages in which stories are looked for, each with how likely the query is in it, from 0 to 1
 * @param byLanguage the parts of the query
 * @param words how many words and phrases have to be there, at most, in one language
 * @param isWithoutPhrases whether nothing is asked for in quotation marks
 */
record TextQuery(
        String text, Map<String, Float> languages, Map<String, Parts> byLanguage, int words, boolean isWithoutPhrases) {

    /** What a story with all words scores more than one with some; no sum of other scores is as high. */
    static final float ALL_WORDS = 1024;

    /** Of a query; what follows is left out. So many terms in all languages are what cursors have room for. */
    private static final int MOST_WORDS = 64;

    private static final int MOST_TERMS = 512;

    /** From so many words on, a query is a sentence, of which no story need have all. */
    private static final int SENTENCE = 7;

    /**
     * The query in one language.
     *
     * @param words of which some are enough where no story has all
     * @param phrases that must be there
     * @param excluded what must not be there
     */
    private record Parts(List<Query> words, List<Query> phrases, List<Query> excluded) {

        int required() {
            return words.size() + phrases.size();
        }

        Query with(Occur ofWords) {
            BooleanQuery.Builder query = new BooleanQuery.Builder();
            words.forEach(word -> query.add(word, ofWords));
            phrases.forEach(phrase -> query.add(phrase, Occur.MUST));
            excluded.forEach(not -> query.add(not, Occur.MUST_NOT));
            return query.build();
        }
    }

    static TextQuery of(String text, Map<String, Float> languages) {
        SearchText typed = SearchText.parse(text);
        Map<String, Parts> byLanguage = new TreeMap<>();
        int words = 0;
        SearchText beginning = typed.first(Math.min(MOST_WORDS, MOST_TERMS / Math.max(1, languages.size())));
        for (String language : languages.keySet()) {
            Parts parts = parts(beginning, language);
            if (parts.required() > 0) {
                byLanguage.put(language, parts);
                words = Math.max(words, parts.required());
            }
        }
        return new TextQuery(text, languages, byLanguage, words, typed.isWithoutPhrases());
    }

    private static Parts parts(SearchText text, String language) {
        Parts stemmed = parts(text, StoryAnalyzer.stemmed(language), StoryDocument.text(language));
        // Nothing but stop words, as in "The Who".
        return stemmed.required() > 0
                ? stemmed
                : parts(text, StoryAnalyzer.exact(LanguageRules.UNKNOWN), StoryDocument.TITLE);
    }

    private static Parts parts(SearchText text, Analyzer analyzer, String field) {
        Pieces pieces = new Pieces(analyzer, field);
        Parts parts = new Parts(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (List<Piece> alternatives : text.required()) {
            boolean single = alternatives.size() == 1 && !alternatives.get(0).isPhrase();
            List<Query> queries = alternatives.stream()
                    .flatMap(piece -> (single ? pieces.query(piece) : pieces.orOfTitles(piece)).stream())
                    .toList();
            if (!queries.isEmpty()) {
                boolean phrase = alternatives.stream().allMatch(Piece::isPhrase);
                (phrase ? parts.phrases() : parts.words()).add(best(queries));
            }
        }
        text.excluded().forEach(piece -> pieces.orOfTitles(piece).ifPresent(parts.excluded()::add));
        return parts;
    }

    private static Query best(List<Query> alternatives) {
        return alternatives.size() == 1 ? alternatives.get(0) : new DisjunctionMaxQuery(alternatives, 0);
    }

    /** Of what is written as one, either the parts in a row or the whole. */
    private static final class Pieces extends QueryBuilder {

        /** In one phrase; each doubles the number of ways in which it can be written. */
        private static final int COMPOUNDS = 3;

        private final String field;

        Pieces(Analyzer analyzer, String field) {
            super(analyzer);
            this.field = field;
        }

        /** A phrase with more compounds is looked for by the parts of each alone. */
        @Override
        protected Query analyzeGraphPhrase(TokenStream source, String field, int slop) throws IOException {
            CharTermAttribute term = source.addAttribute(CharTermAttribute.class);
            PositionIncrementAttribute increment = source.addAttribute(PositionIncrementAttribute.class);
            PositionLengthAttribute length = source.addAttribute(PositionLengthAttribute.class);
            PhraseQuery.Builder parts = new PhraseQuery.Builder();
            int compounds = 0;
            int position = -1;
            source.reset();
            while (source.incrementToken()) {
                position += increment.getPositionIncrement();
                if (length.getPositionLength() > 1) {
                    compounds++;
                } else {
                    parts.add(new Term(field, term.toString()), position);
                }
            }
            return compounds > COMPOUNDS ? parts.build() : super.analyzeGraphPhrase(source, field, slop);
        }

        /** Stop words are in the index of titles only. */
        Optional<Query> orOfTitles(Piece piece) {
            return query(piece)
                    .or(() -> new Pieces(StoryAnalyzer.exact(LanguageRules.UNKNOWN), StoryDocument.TITLE).query(piece));
        }

        /** Empty for stop words, and where there are no letters or digits. */
        Optional<Query> query(Piece piece) {
            Query query = createPhraseQuery(field, piece.text());
            if (query instanceof BooleanQuery alternatives) {
                query = best(alternatives.clauses().stream()
                        .map(clause -> clause.getQuery())
                        .toList());
            }
            return Optional.ofNullable(query);
        }
    }

    /** What one word of a query is in a language; empty for a stop word. */
    static Optional<Query> word(Piece piece, String language) {
        return new Pieces(StoryAnalyzer.stemmed(language), StoryDocument.text(language)).query(piece);
    }

    /** Whether stories with some of the words are found where too few have all. */
    boolean fallsBack() {
        return words > 1 && isWithoutPhrases || isSentence();
    }

    /** Whether the query is so long that stories with all words do not come before those with some. */
    boolean isSentence() {
        return words >= SENTENCE;
    }

    /** Which stories match; of those that need not have all words, those that have come first. */
    Query matching(Match match) {
        Query all = inEachLanguage(Occur.MUST);
        return match == Match.ALL ? all : withSome(all);
    }

    private Query withSome(Query all) {
        Query some = inEachLanguage(Occur.SHOULD);
        return isSentence()
                ? some
                : new BooleanQuery.Builder()
                        .add(some, Occur.MUST)
                        .add(new BoostQuery(new ConstantScoreQuery(all), ALL_WORDS), Occur.SHOULD)
                        .build();
    }

    private Query inEachLanguage(Occur ofWords) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        byLanguage.forEach((language, parts) ->
                query.add(new BoostQuery(parts.with(ofWords), languages.get(language)), Occur.SHOULD));
        return byLanguage.isEmpty() ? new MatchNoDocsQuery() : query.build();
    }

    /** The query of one language, to show where a story has what. */
    Query highlighted(String language) {
        Parts parts = byLanguage.get(language);
        return parts == null
                ? new MatchNoDocsQuery()
                : new Parts(parts.words(), parts.phrases(), List.of()).with(Occur.SHOULD);
    }
}
