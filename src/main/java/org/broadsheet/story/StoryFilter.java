package org.broadsheet.story;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which stories a list has. Within one filter any value will do; all filters must hold.
 *
 * @param collection id of a collection whose stories these are
 * @param categories ids
 * @param tags ids
 * @param authors ids
 * @param languages BCP 47 tags
 * @param publishedAfter later than this
 * @param publishedBefore earlier than this
 * @param ids nothing but these, where any is given
 * @param exclude slugs or ids of stories that the list leaves out
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

    /** Every live story of some categories, tags and authors. */
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

    /** Whether the period that it asks for ends before it begins. */
    boolean isImpossible() {
        return publishedAfter.isPresent()
                && publishedBefore.isPresent()
                && !publishedAfter.get().isBefore(publishedBefore.get());
    }

    /** Every live story of a collection. */
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
