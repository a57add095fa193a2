package org.broadsheet.discovery.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Stories that say the same once more, as corrected or syndicated ones do: who has read one has read them all. */
public final class NearDuplicates {

    /** The share of words that two have in common, of all that either has (Jaccard). */
    private static final double SAME = 0.75;

    /** Fewer words are the same by chance. */
    private static final int FEWEST_WORDS = 3;

    private NearDuplicates() {}

    /**
     * The first of those that are not nearly the same as the source or as something before them.
     *
     * @param source what the source shows of itself
     * @param enough how many there are to be at most
     * @param text what an item shows of itself
     */
    public static <T> List<T> without(String source, List<T> items, int enough, Function<T, String> text) {
        List<T> different = new ArrayList<>();
        List<Set<String>> words = new ArrayList<>(List.of(words(source)));
        for (T item : items) {
            if (different.size() == enough) {
                break;
            }
            Set<String> own = words(text.apply(item));
            if (words.stream().noneMatch(other -> isNear(own, other))) {
                different.add(item);
                words.add(own);
            }
        }
        return different;
    }

    private static Set<String> words(String text) {
        return new HashSet<>(StoryAnalyzer.exactWords(text, LanguageRules.UNKNOWN));
    }

    private static boolean isNear(Set<String> one, Set<String> other) {
        Set<String> few = one.size() < other.size() ? one : other;
        Set<String> many = few == one ? other : one;
        if (few.size() < FEWEST_WORDS) {
            return few.equals(many);
        }
        if (few.size() < SAME * many.size()) {
            return false;
        }
        long common = few.stream().filter(many::contains).count();
        return common >= SAME * (few.size() + many.size() - common);
    }
}
