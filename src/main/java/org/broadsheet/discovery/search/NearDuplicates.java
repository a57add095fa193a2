package org.broadsheet.discovery.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Removes near-duplicates from lists of stories, such as corrected or syndicated versions of one story. The words of
 * each text are found once.
 */
public final class NearDuplicates {

    /** The minimum Jaccard similarity of the words of near-duplicates. */
    private static final double MIN_SIMILARITY = 0.75;

    /**
     * The minimum number of words to compare. Shorter texts must have equal words, because they are similar by chance.
     */
    private static final int MIN_WORDS = 3;

    private final Map<String, Set<String>> wordsByText = new HashMap<>();

    /**
     * Returns the first items that are near-duplicates neither of the source nor of an earlier item.
     *
     * @param source the text of the source
     * @param limit the maximum number of items to return
     * @param text returns the text of an item
     */
    public <T> List<T> without(String source, List<T> items, int limit, Function<T, String> text) {
        List<T> different = new ArrayList<>();
        List<Set<String>> words = new ArrayList<>(List.of(words(source)));
        for (T item : items) {
            if (different.size() == limit) {
                break;
            }
            Set<String> own = words(text.apply(item));
            if (words.stream().noneMatch(other -> areSimilar(own, other))) {
                different.add(item);
                words.add(own);
            }
        }
        return different;
    }

    private Set<String> words(String text) {
        return wordsByText.computeIfAbsent(
                text, any -> new HashSet<>(StoryAnalyzer.exactWords(any, LanguageRules.UNKNOWN)));
    }

    private static boolean areSimilar(Set<String> one, Set<String> other) {
        Set<String> smaller = one.size() < other.size() ? one : other;
        Set<String> larger = smaller == one ? other : one;
        if (smaller.size() < MIN_WORDS) {
            return smaller.equals(larger);
        }
        if (smaller.size() < MIN_SIMILARITY * larger.size()) {
            return false;
        }
        long common = smaller.stream().filter(larger::contains).count();
        return common >= MIN_SIMILARITY * (smaller.size() + larger.size() - common);
    }
}
