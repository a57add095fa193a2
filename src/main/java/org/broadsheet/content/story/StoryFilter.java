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
 * @param collection id of the collection that has the stories
 * @param entries ids of categories, tags and authors; a kind without a filter may be absent
 * @param languages BCP 47 tags
 * @param publishedAfter exclusive lower bound
 * @param publishedBefore exclusive upper bound
 * @param ids only these stories, unless empty
 * @param exclude slugs or ids of stories to leave out
 */
public record StoryFilter(
        Optional<UUID> collection,
        Map<TaxonomyKind, List<UUID>> entries,
        List<String> languages,
        Optional<Instant> publishedAfter,
        Optional<Instant> publishedBefore,
        List<UUID> ids,
        List<String> exclude) {

    /** Returns the filter for all live stories of some categories, tags and authors. */
    static StoryFilter by(Map<TaxonomyKind, List<UUID>> entries) {
        return new StoryFilter(
                Optional.empty(), entries, List.of(), Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    /** Returns the ids of a kind; empty if the kind has no filter. */
    public List<UUID> of(TaxonomyKind kind) {
        return entries.getOrDefault(kind, List.of());
    }

    /** Returns the ids of the kind whose entries have the fewest stories; empty if no kind has a filter. */
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
    public static StoryFilter ofCollection(UUID collection) {
        return new StoryFilter(
                Optional.of(collection), Map.of(), List.of(), Optional.empty(), Optional.empty(), List.of(), List.of());
    }
}
