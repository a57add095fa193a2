package org.broadsheet.discovery.search;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.lucene.search.Query;
import org.broadsheet.discovery.search.RankedCollector.Hit;

/**
 * How a search is run, decided with the first page and carried along by the cursor, so that all pages are of one list:
 * scores of stories that stay as they are stay as they are, whatever is published meanwhile, on all nodes.
 *
 * @param match whether stories have all words of the query
 * @param wording how the query differs from what was asked for
 * @param asOf from when ages are reckoned: when the latest story had been published
 * @param statistics of the first page
 */
record SearchPlan(Match match, Wording wording, TextQuery query, Instant asOf, Statistics statistics) {

    /** Another one where what is in an older cursor means something else. */
    private static final String VERSION = "1";

    private static final int PARTS = 8;

    /** Whether stories have all words of the query, or some. */
    enum Match {
        ALL,
        SOME
    }

    /** How a query comes to be another than the one that was asked for. */
    enum Wording {
        AS_TYPED,
        CORRECTED,
        /** With words that begin with the last one. */
        COMPLETED
    }

    /** By the present statistics. */
    static SearchPlan of(Match match, Wording wording, TextQuery query, Instant asOf, LiveSearcher searcher) {
        return new SearchPlan(match, wording, query, asOf, Statistics.of(query.matching(match), searcher));
    }

    Query matching() {
        return query.matching(match);
    }

    /** A page that begins after a hit, as the sort key of a cursor. */
    String after(Hit hit) {
        return String.join(
                "|",
                VERSION,
                match.name(),
                wording.name(),
                Long.toString(asOf.toEpochMilli()),
                query.languages().entrySet().stream()
                        .map(language -> language.getKey() + ":"
                                + Integer.toHexString(Float.floatToIntBits(language.getValue())))
                        .collect(Collectors.joining(",")),
                statistics.encode(),
                Long.toHexString(hit.key()),
                wording == Wording.AS_TYPED ? "" : query.text());
    }

    /**
     * What the sort key of a cursor says.
     *
     * @param after the key of the last hit of the page before
     */
    record Continued(SearchPlan plan, long after) {

        /**
         * @param typed the text that was asked for
         * @throws IllegalArgumentException for what is none, or of another version
         */
        static Continued parse(String key, String typed) {
            String[] parts = key.split("\\|", PARTS);
            if (parts.length != PARTS || !parts[0].equals(VERSION)) {
                throw new IllegalArgumentException("Not a place in a search");
            }
            Match match = Match.valueOf(parts[1]);
            Wording wording = Wording.valueOf(parts[2]);
            Instant asOf = Instant.ofEpochMilli(Long.parseLong(parts[3]));
            TextQuery query = TextQuery.of(wording == Wording.AS_TYPED ? typed : parts[7], languages(parts[4]));
            Statistics statistics = Statistics.decode(parts[5], query.matching(match));
            return new Continued(
                    new SearchPlan(match, wording, query, asOf, statistics), Long.parseUnsignedLong(parts[6], 16));
        }

        private static Map<String, Float> languages(String text) {
            Map<String, Float> languages = new TreeMap<>();
            for (String language : text.split(",")) {
                String[] parts = language.split(":", 2);
                if (parts.length != 2) {
                    throw new IllegalArgumentException("Not a language");
                }
                languages.put(parts[0], Float.intBitsToFloat(Integer.parseUnsignedInt(parts[1], 16)));
            }
            return languages;
        }
    }
}
