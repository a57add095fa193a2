package org.broadsheet.discovery.search;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.lucene.search.Query;
import org.broadsheet.discovery.search.RankedCollector.Hit;

/**
 * How a search is executed. The plan is made for the first page, and the cursor carries it to the later pages.
 * Therefore all pages are scored in the same way: the score of an unchanged story stays the same on all nodes, whatever
 * is published meanwhile.
 *
 * @param match whether stories must have all words of the query
 * @param rewrite how the text of the request was rewritten
 * @param asOf the time from which ages are measured: the publication time of the latest story
 * @param statistics the statistics of the index when the first page was computed
 */
record SearchPlan(Match match, Rewrite rewrite, TextQuery query, Instant asOf, Statistics statistics) {

    /** The version of the encoding. It must change whenever the meaning of an existing cursor would. */
    private static final String VERSION = "3";

    private static final int PARTS = 8;

    /** Whether stories must have all words of the query or only some. */
    enum Match {
        ALL,
        SOME
    }

    /** How the text of the request was rewritten. */
    enum Rewrite {
        NONE,
        CORRECTED,
        /** The last word was replaced by words that begin with it. */
        COMPLETED
    }

    /** Returns a plan with the current statistics of the index. */
    static SearchPlan of(Match match, Rewrite rewrite, TextQuery query, Instant asOf, LiveSearcher searcher) {
        return new SearchPlan(match, rewrite, query, asOf, Statistics.of(query.matching(match), searcher));
    }

    /** Returns the queries that select stories. No story matches two of them. */
    List<Query> matching() {
        return query.inEachLanguage(match);
    }

    /** Encodes this plan and the last hit of a page as the sort key of a cursor. */
    String after(Hit hit) {
        return String.join(
                "|",
                VERSION,
                match.name(),
                rewrite.name(),
                Long.toString(asOf.toEpochMilli()),
                query.languages().entrySet().stream()
                        .map(language -> language.getKey() + ":"
                                + Integer.toHexString(Float.floatToIntBits(language.getValue())))
                        .collect(Collectors.joining(",")),
                statistics.encode(),
                Long.toHexString(hit.key()),
                rewrite == Rewrite.NONE ? "" : query.text());
    }

    /**
     * A decoded sort key.
     *
     * @param after the sort key of the last hit of the previous page
     */
    record Continuation(SearchPlan plan, long after) {

        /**
         * @param typed the text of the request
         * @throws IllegalArgumentException if the key is malformed or of another version
         */
        static Continuation parse(String key, String typed) {
            String[] parts = key.split("\\|", PARTS);
            if (parts.length != PARTS || !parts[0].equals(VERSION)) {
                throw new IllegalArgumentException("A malformed or outdated cursor of a search");
            }
            Match match = Match.valueOf(parts[1]);
            Rewrite rewrite = Rewrite.valueOf(parts[2]);
            Instant asOf = Instant.ofEpochMilli(Long.parseLong(parts[3]));
            TextQuery query = TextQuery.of(rewrite == Rewrite.NONE ? typed : parts[7], languages(parts[4]));
            Statistics statistics = Statistics.decode(parts[5], query.matching(match));
            return new Continuation(
                    new SearchPlan(match, rewrite, query, asOf, statistics), Long.parseUnsignedLong(parts[6], 16));
        }

        private static Map<String, Float> languages(String text) {
            Map<String, Float> languages = new TreeMap<>();
            for (String language : text.split(",")) {
                String[] parts = language.split(":", 2);
                if (parts.length != 2) {
                    throw new IllegalArgumentException("A malformed language in a cursor of a search");
                }
                languages.put(parts[0], Float.intBitsToFloat(Integer.parseUnsignedInt(parts[1], 16)));
            }
            return languages;
        }
    }
}
