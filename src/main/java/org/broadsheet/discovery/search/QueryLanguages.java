package org.broadsheet.discovery.search;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.Term;

/**
 * Estimates the language of a query by the share of its words that stories of each language contain as written.
 * Without this estimate, the stems of one language would match unrelated words of another.
 */
record QueryLanguages(LiveSearcher searcher) {

    /** The likelihood of a language that has none of the words as written. */
    private static final float MIN_LIKELIHOOD = 0.1f;

    /**
     * Returns the languages to search.
     *
     * @param text the text of the query
     * @param filter BCP 47 tags; empty for all languages
     * @return each language with the likelihood that the query is in it, relative to the likeliest language
     */
    Map<String, Float> of(String text, Collection<String> filter) {
        Set<String> languages = indexed();
        if (!filter.isEmpty()) {
            languages.retainAll(filter.stream().map(LanguageRules::language).toList());
        }
        Map<String, Float> likelihoods = new TreeMap<>();
        languages.forEach(
                language -> likelihoods.put(language, languages.size() == 1 ? 1 : likelihood(text, language)));
        float max = likelihoods.values().stream().max(Float::compare).orElse(0f);
        likelihoods.replaceAll(
                (language, likelihood) -> max == 0 ? 1 : MIN_LIKELIHOOD + (1 - MIN_LIKELIHOOD) * likelihood / max);
        return likelihoods;
    }

    private Set<String> indexed() {
        Set<String> languages = new TreeSet<>();
        FieldInfos.getIndexedFields(searcher.getIndexReader()).stream()
                .filter(field -> field.startsWith(StoryDocument.text("")))
                .filter(field -> searcher.fieldStatistics(field).stories() > 0)
                .forEach(field ->
                        languages.add(field.substring(StoryDocument.text("").length())));
        return languages;
    }

    /**
     * Returns the share of the words that stories of the language contain, weighted by the document frequency of each.
     */
    private float likelihood(String text, String language) {
        double stories = searcher.fieldStatistics(StoryDocument.text(language)).stories();
        List<String> words = StoryAnalyzer.exactWords(text, language);
        double sum = 0;
        for (String word : words) {
            double share = searcher.documentFrequency(new Term(StoryDocument.exact(language), word)) / stories;
            sum += Math.sqrt(share);
        }
        return words.isEmpty() ? 0 : (float) (sum / words.size());
    }
}
