package org.broadsheet.content.story;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The stories of a list. A story matches a filter if it has any of the filter's values; it must match all filters.
 *
 * @param collection id of the collection that has the stories
 * @param categories ids
 * @param tags ids
 * @param authors ids
 * @param languages BCP 47 tags
 * @param publishedAfter exclusive lower bound
 * @param publishedBefore exclusive upper bound
 * @param ids only these stories, unless empty
 * @param exclude slugs or ids of stories to leave out
 */
public record StoryFilter(
        Optional<UUID> collection,
        List<UUID> categories,
        List<UUID> tags,
        List<UUID> authors,
        List<String> languages,
        Optional<Instant> publishedAfter,
        Optional<Instant> publishedBefore,
        List<UUID> ids,
        List<String> exclude) {

    /** Returns the filter for all live stories of some categories, tags and authors. */
    static StoryFilter by(List<UUID> categories, List<UUID> tags, List<UUID> authors) {
        return new StoryFilter(
                Optional.empty(),
                categories,
                tags,
                authors,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
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
                Optional.of(collection),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }
}
