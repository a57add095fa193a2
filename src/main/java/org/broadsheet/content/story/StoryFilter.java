package org.broadsheet.content.story;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.broadsheet.changelog.TaxonomyKind;

/**
 * The stories of a list. A story matches a filter if it has any of the filter's values; it must match all filters.
 *
 * @param entries ids of categories, tags, authors and collections; a kind without a filter may be absent
 * @param languages BCP 47 tags
 * @param publishedAfter exclusive lower bound
 * @param publishedBefore exclusive upper bound
 * @param ids only these stories, unless empty
 * @param exclude slugs or ids of stories to leave out
 */
public record StoryFilter(
        Map<TaxonomyKind, List<UUID>> entries,
        List<String> languages,
        Optional<Instant> publishedAfter,
        Optional<Instant> publishedBefore,
        List<UUID> ids,
        List<String> exclude) {

    /** Returns the filter for all live stories of some entries. */
    static StoryFilter by(Map<TaxonomyKind, List<UUID>> entries) {
        return new StoryFilter(entries, List.of(), Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    /** Returns the ids of a kind; empty if the kind has no filter. */
    public List<UUID> of(TaxonomyKind kind) {
        return entries.getOrDefault(kind, List.of());
    }

    /** Returns the ids of the kind whose entries have the fewest stories, except collections; empty if there are none. */
    List<UUID> narrowest() {
        return TaxonomyKind.NARROWEST_FIRST.stream()
                .map(this::of)
                .filter(ids -> !ids.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** Checks whether the period ends before it begins. */
    boolean isImpossible() {
        return publishedAfter.isPresent()
                && publishedBefore.isPresent()
                && !publishedAfter.get().isBefore(publishedBefore.get());
    }

    /** Returns the filter for all live stories of a collection. */
    static StoryFilter ofCollection(UUID collection) {
        return by(Map.of(TaxonomyKind.COLLECTION, List.of(collection)));
    }
}
