package org.broadsheet.editorial.story;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.story.NamedReference;
import org.broadsheet.content.story.StoryAddresses;
import org.broadsheet.content.story.StoryContent;
import org.broadsheet.content.story.StoryNames;
import org.broadsheet.content.story.StoryTaxonomy;
import org.broadsheet.content.tag.NamedTags;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/**
 * Converts the names in editors' input to the ids in a revision, and back. A revision never changes, so it may refer to
 * a deleted entry, which is resolved to its replacement or left out.
 */
@ApplicationScoped
public class StoryReferences {

    /** In the order of the content; two entries with the same replacement yield two equal rows. */
    private static final String NAMES = TaxonomyKind.OF_STORIES.stream()
            .map(kind -> """
                    SELECT '%2$s' AS kind, t.id, t.slug, t.name, i.place
                    FROM unnest(:%2$s) WITH ORDINALITY AS i (id, place)
                    LEFT JOIN replacement r ON r.old_id = i.id
                    JOIN %1$s t ON t.id = coalesce(r.new_id, i.id)""".formatted(kind.table(), kind.name()))
            .collect(Collectors.joining(" UNION ALL ", "", " ORDER BY place"));

    /** An entry that a revision refers to; {@code place} is its position in the content. */
    private record Reference(String kind, UUID id, String slug, String name, long place) {}

    private final Session database;
    private final StoryNames stories;
    private final StoryAddresses addresses;
    private final NamedTags tags;

    StoryReferences(Session database, StoryNames stories, StoryAddresses addresses, NamedTags tags) {
        this.database = database;
        this.stories = stories;
        this.addresses = addresses;
        this.tags = tags;
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
        Map<TaxonomyKind, Set<NamedReference>> entries = new EnumMap<>(TaxonomyKind.class);
        NativeQuery<Reference> query = database.createNativeQuery(NAMES, Reference.class);
        TaxonomyKind.OF_STORIES.forEach(kind ->
                query.setParameter(kind.name(), content.taxonomy().ids(kind).toArray(UUID[]::new)));
        query.getResultList()
                .forEach(reference -> entries.computeIfAbsent(
                                TaxonomyKind.valueOf(reference.kind()), kind -> new LinkedHashSet<>())
                        .add(new NamedReference(reference.id(), reference.slug(), reference.name())));
        return new Names(entries.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue()))));
    }

    /** Returns the content with current names, as input for a new save. */
    StoryInput written(StoryContent content) {
        Names names = namesIn(content);
        return StoryInput.from(
                content,
                kind -> kind == TaxonomyKind.TAG ? tagsOf(names) : names.slugs(kind),
                content.pinned().isEmpty() ? List.of() : stories.of(content.pinned()));
    }

    /** Returns slugs; an id where the slug would match the name of another tag. */
    private List<String> tagsOf(Names names) {
        Set<String> ambiguous = tags.ambiguous(names.slugs(TaxonomyKind.TAG));
        return names.of(TaxonomyKind.TAG).stream()
                .map(tag -> ambiguous.contains(tag.slug()) ? tag.id().toString() : tag.slug())
                .toList();
    }

    /** The categories, authors and tags that a revision refers to. */
    public record Names(Map<TaxonomyKind, List<NamedReference>> entries) {

        private List<NamedReference> of(TaxonomyKind kind) {
            return entries.getOrDefault(kind, List.of());
        }

        private List<String> slugs(TaxonomyKind kind) {
            return of(kind).stream().map(NamedReference::slug).toList();
        }

        /** Returns the content with replacements for deleted entries. */
        public StoryContent in(StoryContent content) {
            return content.with(StoryTaxonomy.of(
                    kind -> of(kind).stream().map(NamedReference::id).toList()));
        }
    }
}
