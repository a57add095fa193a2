package org.broadsheet.discovery.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;

/**
 * The statistics of the index that the scores of one search depend on.
 *
 * @param fields the statistics of each field, by name
 * @param terms the document frequency of each term
 */
record Statistics(Map<String, FieldStatistics> fields, Map<Term, Integer> terms) {

    /**
     * @param stories the number of stories that have the field
     * @param length the total number of tokens of the field
     */
    record FieldStatistics(int stories, long length) {

        FieldStatistics plus(FieldStatistics other) {
            return new FieldStatistics(stories + other.stories, length + other.length);
        }
    }

    /** Returns the current statistics of the fields and terms of a query. */
    static Statistics of(Query query, LiveSearcher searcher) {
        Map<String, FieldStatistics> fields = new LinkedHashMap<>();
        Map<Term, Integer> terms = new LinkedHashMap<>();
        for (Term term : terms(query)) {
            terms.put(term, searcher.documentFrequency(term));
            fields.computeIfAbsent(term.field(), searcher::fieldStatistics);
        }
        return new Statistics(fields, terms);
    }

    private static TreeSet<Term> terms(Query query) {
        TreeSet<Term> terms = new TreeSet<>();
        query.visit(QueryVisitor.termCollector(terms));
        return terms;
    }

    int documentFrequency(Term term) {
        return terms.getOrDefault(term, 0);
    }

    FieldStatistics field(String field) {
        return fields.getOrDefault(field, new FieldStatistics(0, 0));
    }

    /** Encodes the numbers in URL-safe Base64. The terms are left out, because they follow from the query. */
    String encode() {
        try {
            ByteBuffersDataOutput bytes = new ByteBuffersDataOutput();
            String field = "";
            for (Map.Entry<Term, Integer> term : terms.entrySet()) {
                if (!term.getKey().field().equals(field)) {
                    field = term.getKey().field();
                    bytes.writeVInt(field(field).stories());
                    bytes.writeVLong(field(field).length());
                }
                bytes.writeVInt(term.getValue());
            }
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toArrayCopy());
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot be written", e);
        }
    }

    /**
     * @param encoded a value that {@link #encode} returned for an equal query
     * @throws IllegalArgumentException if it belongs to another query
     */
    static Statistics decode(String encoded, Query query) {
        try {
            ByteArrayDataInput bytes =
                    new ByteArrayDataInput(Base64.getUrlDecoder().decode(encoded));
            Map<String, FieldStatistics> fields = new LinkedHashMap<>();
            Map<Term, Integer> terms = new LinkedHashMap<>();
            for (Term term : terms(query)) {
                if (!fields.containsKey(term.field())) {
                    fields.put(term.field(), new FieldStatistics(bytes.readVInt(), bytes.readVLong()));
                }
                terms.put(term, bytes.readVInt());
            }
            if (!bytes.eof()) {
                throw new IllegalArgumentException("The statistics belong to another query");
            }
            return new Statistics(fields, terms);
        } catch (RuntimeException e) {
            // Lucene's input throws more than one kind.
            throw new IllegalArgumentException("The statistics belong to another query", e);
        }
    }
}
