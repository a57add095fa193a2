package org.broadsheet.editorial.story;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.content.story.NamedReference;
import org.broadsheet.content.story.StoryAddresses;
import org.broadsheet.content.story.StoryContent;
import org.broadsheet.content.story.StoryNames;
import org.broadsheet.content.tag.NamedTags;
import org.broadsheet.content.taxonomy.EntryNames;
import org.broadsheet.content.taxonomy.TaxonomyKind;
import org.broadsheet.platform.naming.Named;
import org.broadsheet.platform.problem.ProblemError;
import org.hibernate.Session;

/**
 * Converts the names in editors' input to the ids in a revision, and back. A revision never changes, so it may refer to
 * a deleted entry, which is resolved to its replacement or left out.
 */
@ApplicationScoped
public class StoryReferences {

    /** In the order of the content; two entries with the same replacement yield two equal rows. */
    private static final String NAMES = Stream.of(TaxonomyKind.CATEGORY, TaxonomyKind.AUTHOR, TaxonomyKind.TAG)
            .map(kind -> """
                    SELECT '%1$s' AS kind, t.id, t.slug, t.name, i.place
                    FROM unnest(:%2$s) WITH ORDINALITY AS i (id, place)
                    LEFT JOIN replacement r ON r.old_id = i.id
                    JOIN %1$s t ON t.id = coalesce(r.new_id, i.id)""".formatted(kind.table(), kind.plural()))
            .collect(Collectors.joining(" UNION ALL ", "", " ORDER BY place"));

    /** An entry that a revision refers to; {@code place} is its position in the content. */
    private record Reference(String kind, UUID id, String slug, String name, long place) {}

    private final Session database;
    private final EntryNames entries;
    private final StoryNames stories;
    private final StoryAddresses addresses;
    private final NamedTags tags;

    StoryReferences(
            Session database, EntryNames entries, StoryNames stories, StoryAddresses addresses, NamedTags tags) {
        this.database = database;
        this.entries = entries;
        this.stories = stories;
        this.addresses = addresses;
        this.tags = tags;
    }

    /** Returns the ids of categories or authors, and locks them against deletion until the end of the transaction. */
    List<UUID> named(TaxonomyKind kind, List<String> names, String pointer, List<ProblemError> errors) {
        return Named.inOrder(names, entries.lockedIdsOf(kind, names), kind.word(), pointer, errors);
    }

    /** Returns the stories to which a body's links on this site lead, by address. */
    Map<String, UUID> storiesAt(Set<String> addresses) {
        Map<String, String> names = new HashMap<>();
        addresses.forEach(address -> this.addresses.storyIn(address).ifPresent(name -> names.put(address, name)));
        Map<String, UUID> ids = stories.idsOf(names.values());
        names.values().removeIf(name -> !ids.containsKey(name));
        return names.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> ids.get(entry.getValue())));
    }

    /** Returns the current names of all entries that a revision's content refers to. */
    public Names namesIn(StoryContent content) {
        Map<String, Set<NamedReference>> names = new HashMap<>();
        database.createNativeQuery(NAMES, Reference.class)
                .setParameter("categories", content.category() == null ? new UUID[0] : new UUID[] {content.category()})
                .setParameter("authors", content.authors().toArray(UUID[]::new))
                .setParameter("tags", content.tags().toArray(UUID[]::new))
                .getResultList()
                .forEach(reference -> names.computeIfAbsent(reference.kind(), kind -> new LinkedHashSet<>())
                        .add(new NamedReference(reference.id(), reference.slug(), reference.name())));
        return new Names(
                names.getOrDefault("category", Set.of()).stream().findFirst(),
                List.copyOf(names.getOrDefault("author", Set.of())),
                List.copyOf(names.getOrDefault("tag", Set.of())));
    }

    /** Returns the content with current names, as input for a new save. */
    StoryInput written(StoryContent content) {
        Names names = namesIn(content);
        return new StoryInput(
                content.slug(),
                content.plain(),
                names.category().map(NamedReference::slug).orElse(null),
                names.authors().stream().map(NamedReference::slug).toList(),
                tagsOf(names),
                content.language(),
                content.body(),
                content.pinned().isEmpty() ? List.of() : stories.of(content.pinned()));
    }

    /** Returns slugs; an id where the slug would match the name of another tag. */
    private List<String> tagsOf(Names names) {
        Set<String> ambiguous =
                tags.ambiguous(names.tags().stream().map(NamedReference::slug).toList());
        return names.tags().stream()
                .map(tag -> ambiguous.contains(tag.slug()) ? tag.id().toString() : tag.slug())
                .toList();
    }

    /** The categories, authors and tags that a revision refers to. */
    public record Names(Optional<NamedReference> category, List<NamedReference> authors, List<NamedReference> tags) {

        /** Returns the content with replacements for deleted entries. */
        public StoryContent in(StoryContent content) {
            return content.with(
                    category.map(NamedReference::id).orElse(null),
                    authors.stream().map(NamedReference::id).toList(),
                    tags.stream().map(NamedReference::id).toList());
        }
    }
}
