package org.broadsheet.related;

import java.util.ArrayList;
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
     * The first of those that are not nearly the same as something before them.
     *
     * @param enough how many there are to be at most
     * @param text what it shows of itself
     * @param stays whether it is there for a reason that does not care
     */
    static <T> List<T> without(List<T> items, int enough, Function<T, String> text, Predicate<T> stays) {
        List<T> different = new ArrayList<>();
        List<Set<String>> words = new ArrayList<>();
        for (T item : items) {
            if (different.size() == enough) {
                break;
            }
            Set<String> own = Words.distinct(text.apply(item));
            if (stays.test(item) || words.stream().noneMatch(other -> isNear(own, other))) {
                different.add(item);
                words.add(own);
            }
        }
        return different;
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
