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
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.QueryBuilder;
import org.broadsheet.discovery.search.SearchPlan.Match;
import org.broadsheet.discovery.search.SearchText.Clause;

/**
 * A query in the form of Lucene queries, one for each language: a stop word of a language is not required in stories of
 * that language.
 *
 * @param text the text of the query
 * @param languages the languages to search, each with the likelihood from 0 to 1 that the query is in it
 * @param byLanguage the clauses of the query in each language
 * @param words the number of required words and phrases in the language that has most of them
 * @param isWithoutPhrases whether no required clause is a phrase
 */
record TextQuery(
        String text,
        Map<String, Float> languages,
        Map<String, Clauses> byLanguage,
        int words,
        boolean isWithoutPhrases) {

    /** The score that is added if a story has all words. It exceeds any sum of other scores. */
    static final float ALL_WORDS_BONUS = 1024;

    /** The maximum number of words of a query. Further words are ignored. */
    static final int MAX_WORDS = 64;

    /** The maximum number of words times languages, because a cursor has the statistics of each term. */
    private static final int MAX_WORDS_IN_ALL_LANGUAGES = 512;

    /** The minimum number of words of a sentence: a story needs only some of its words. */
    private static final int MIN_SENTENCE_WORDS = 7;

    /**
     * The clauses of a query in one language.
     *
     * @param words words of which some are sufficient if too few stories have all
     * @param phrases required phrases
     * @param excluded clauses that must not match
     */
    private record Clauses(List<Query> words, List<Query> phrases, List<Query> excluded) {

        int required() {
            return words.size() + phrases.size();
        }

        Query toQuery(Occur ofWords) {
            BooleanQuery.Builder query = new BooleanQuery.Builder();
            words.forEach(word -> query.add(word, ofWords));
            phrases.forEach(phrase -> query.add(phrase, Occur.MUST));
            excluded.forEach(not -> query.add(not, Occur.MUST_NOT));
            return query.build();
        }
    }

    static TextQuery of(String text, Map<String, Float> languages) {
        SearchText typed = SearchText.parse(text);
        Map<String, Clauses> byLanguage = new TreeMap<>();
        int words = 0;
        SearchText limited =
                typed.first(Math.min(MAX_WORDS, MAX_WORDS_IN_ALL_LANGUAGES / Math.max(1, languages.size())));
        for (String language : languages.keySet()) {
            Clauses clauses = clauses(limited, language);
            if (clauses.required() > 0) {
                byLanguage.put(language, clauses);
                words = Math.max(words, clauses.required());
            }
        }
        return new TextQuery(text, languages, byLanguage, words, typed.isWithoutPhrases());
    }

    private static Clauses clauses(SearchText text, String language) {
        Clauses stemmed = clauses(text, ClauseQueryBuilder.ofTexts(language));
        // A query of stop words only, such as "The Who", is searched in titles, which are indexed with stop words.
        return stemmed.required() > 0 ? stemmed : clauses(text, ClauseQueryBuilder.ofTitles(language));
    }

    private static Clauses clauses(SearchText text, ClauseQueryBuilder builder) {
        Clauses clauses = new Clauses(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (List<Clause> alternatives : text.required()) {
            boolean single = alternatives.size() == 1 && !alternatives.get(0).isPhrase();
            List<Query> queries = alternatives.stream()
                    .flatMap(clause -> (single ? builder.query(clause) : builder.queryOrTitleQuery(clause)).stream())
                    .toList();
            if (!queries.isEmpty()) {
                boolean phrase = alternatives.stream().allMatch(Clause::isPhrase);
                (phrase ? clauses.phrases() : clauses.words()).add(best(queries));
            }
        }
        text.excluded().forEach(clause -> builder.queryOrTitleQuery(clause).ifPresent(clauses.excluded()::add));
        return clauses;
    }

    private static Query best(List<Query> alternatives) {
        return alternatives.size() == 1 ? alternatives.get(0) : new DisjunctionMaxQuery(alternatives, 0);
    }

    /**
     * Builds the Lucene query of a clause. A compound, such as {@code open-source}, matches both as the sequence of its
     * parts and as a whole.
     */
    private static final class ClauseQueryBuilder extends QueryBuilder {

        /**
         * The maximum number of compounds in a phrase, because each doubles the number of paths through the token
         * graph.
         */
        private static final int MAX_COMPOUNDS = 3;

        private final String field;
        private final String language;

        private ClauseQueryBuilder(Analyzer analyzer, String field, String language) {
            super(analyzer);
            this.field = field;
            this.language = language;
        }

        static ClauseQueryBuilder ofTexts(String language) {
            return new ClauseQueryBuilder(StoryAnalyzer.stemmed(language), StoryDocument.text(language), language);
        }

        static ClauseQueryBuilder ofTitles(String language) {
            return new ClauseQueryBuilder(StoryAnalyzer.exact(LanguageRules.UNKNOWN), StoryDocument.TITLE, language);
        }

        /** Searches a phrase with too many compounds by the parts of each compound only. */
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
            return compounds > MAX_COMPOUNDS ? parts.build() : super.analyzeGraphPhrase(source, field, slop);
        }

        /**
         * Returns the query of a clause. A clause of stop words is searched in titles, the only field that has them.
         */
        Optional<Query> queryOrTitleQuery(Clause clause) {
            return query(clause).or(() -> ofTitles(language).query(clause));
        }

        /** Returns the query of a clause; empty if it has only stop words, or neither letters nor digits. */
        Optional<Query> query(Clause clause) {
            Query query = createPhraseQuery(field, clause.text());
            if (query instanceof BooleanQuery alternatives) {
                query = best(alternatives.clauses().stream()
                        .map(BooleanClause::getQuery)
                        .toList());
            }
            return Optional.ofNullable(query).map(any -> field.equals(StoryDocument.TITLE) ? ofLanguage(any) : any);
        }

        /** Restricts a query of titles, which are in one field for all languages, to stories in the language. */
        private Query ofLanguage(Query query) {
            return new BooleanQuery.Builder()
                    .add(query, Occur.MUST)
                    .add(new FieldExistsQuery(StoryDocument.text(language)), Occur.FILTER)
                    .build();
        }
    }

    /** Returns the query of one word in a language; empty for a stop word. */
    static Optional<Query> word(Clause clause, String language) {
        return ClauseQueryBuilder.ofTexts(language).query(clause);
    }

    /** Returns whether stories with some of the words are searched if too few have all. */
    boolean fallsBack() {
        return words > 1 && isWithoutPhrases || isSentence();
    }

    /** Returns whether the query is so long that stories with all words are not ranked above the others. */
    boolean isSentence() {
        return words >= MIN_SENTENCE_WORDS;
    }

    /** Returns the query that selects stories in all languages. */
    Query matching(Match match) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        inEachLanguage(match).forEach(language -> query.add(language, Occur.SHOULD));
        return byLanguage.isEmpty() ? new MatchNoDocsQuery() : query.build();
    }

    /**
     * Returns the queries that select stories, one for each language. No story matches two of them. With
     * {@link Match#SOME}, they score stories with all words above the others unless this is a sentence.
     */
    List<Query> inEachLanguage(Match match) {
        return byLanguage.entrySet().stream()
                .map(language -> matching(match, language.getValue(), languages.get(language.getKey())))
                .toList();
    }

    private Query matching(Match match, Clauses clauses, float likelihood) {
        Query all = new BoostQuery(clauses.toQuery(Occur.MUST), likelihood);
        Query some = new BoostQuery(clauses.toQuery(Occur.SHOULD), likelihood);
        if (match == Match.ALL || isSentence()) {
            return match == Match.ALL ? all : some;
        }
        return new BooleanQuery.Builder()
                .add(some, Occur.MUST)
                .add(new BoostQuery(new ConstantScoreQuery(all), ALL_WORDS_BONUS), Occur.SHOULD)
                .build();
    }

    /** Returns the query whose matches are highlighted in stories of a language. */
    Query highlighted(String language) {
        Clauses clauses = byLanguage.get(language);
        return clauses == null
                ? new MatchNoDocsQuery()
                : new Clauses(clauses.words(), clauses.phrases(), List.of()).toQuery(Occur.SHOULD);
    }
}
