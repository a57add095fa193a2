package org.broadsheet.related;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.broadsheet.search.Words;

/** Stories that say the same once more, as corrected or syndicated ones do: who has read one has read them all. */
final class NearDuplicates {

    /** The share of words that two have in common, of all that either has (Jaccard). */
    private static final double SAME = 0.75;

    /** Fewer words are the same by chance. */
    private static final int FEWEST_WORDS = 3;

    private NearDuplicates() {}

    /**
     * Leaves out what is nearly the same as something before it.
     *
     * @param text what it shows of itself
     * @param stays whether it is there for a reason that does not care
     */
    static <T> List<T> without(List<T> items, Function<T, String> text, Predicate<T> stays) {
        List<T> different = new ArrayList<>();
        List<Set<String>> words = new ArrayList<>();
        for (T item : items) {
            Set<String> own = Words.distinct(text.apply(item));
            if (stays.test(item) || words.stream().noneMatch(other -> isNear(own, other))) {
                different.add(item);
                words.add(own);
            }
        }
        return different;
    }

    private static boolean isNear(Set<String> one, Set<String> other) {
        if (one.size() < FEWEST_WORDS || other.size() < FEWEST_WORDS) {
            return one.equals(other);
        }
        Set<String> common = new HashSet<>(one);
        common.retainAll(other);
        return common.size() >= SAME * (one.size() + other.size() - common.size());
    }
}
