package org.broadsheet.editorial;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.http.Slug;
import org.broadsheet.problem.ProblemError;
import org.broadsheet.story.NamedReference;
import org.broadsheet.story.Story;
import org.broadsheet.story.StoryAddresses;
import org.broadsheet.story.StoryContent;
import org.broadsheet.tag.NamedTags;
import org.broadsheet.taxonomy.TaxonomyKind;
import org.hibernate.Session;

/**
 * Converts the names in editors' input to the ids in a revision, and back. A revision never changes, so it may refer to
 * a deleted entry, which is resolved to its replacement or left out.
 */
@ApplicationScoped
public class StoryReferences {

    /** In the order of the content; two entries with the same replacement yield two equal rows. */
    private static final String NAMES = Stream.of("category", "author", "tag")
            .map(kind -> """
                    SELECT '%1$s' AS kind, t.id, t.slug, t.name, i.place
                    FROM unnest(CAST(:%2$s AS uuid[])) WITH ORDINALITY AS i (id, place)
                    LEFT JOIN replacement r ON r.old_id = i.id
                    JOIN %1$s t ON t.id = coalesce(r.new_id, i.id)""".formatted(kind, kind.equals("category") ? kind : kind + "s"))
            .collect(Collectors.joining(" UNION ALL ", "", " ORDER BY place"));

    private final EntityManager database;
    private final StoryAddresses addresses;
    private final NamedTags tags;

    StoryReferences(EntityManager database, StoryAddresses addresses, NamedTags tags) {
        this.database = database;
        this.addresses = addresses;
        this.tags = tags;
    }

    /**
     * Returns the ids of the stories that the content names by id, current slug or former slug.
     *
     * @param pointer to the array of names
     * @param errors gets an entry for each unknown name, and for each repeated story
     */
    public List<UUID> storiesNamed(List<String> names, String pointer, List<ProblemError> errors) {
        return inPlace(names, storiesNamed(names), "story", pointer, errors);
    }

    /** Returns the live stories among those named by slug or id, in the order of the names. */
    public List<UUID> liveStoriesNamed(List<String> names) {
        Map<String, UUID> ids = storiesNamed(names);
        Set<UUID> live = Set.copyOf(database.unwrap(Session.class)
                .createNativeQuery("SELECT story_id FROM live_story WHERE story_id = ANY(:ids)", UUID.class)
                .setParameter("ids", ids.values().toArray(UUID[]::new))
                .getResultList());
        return names.stream()
                .map(ids::get)
                .filter(Objects::nonNull)
                .filter(live::contains)
                .toList();
    }

    /** Returns the ids of categories or authors, and locks them against deletion until the end of the transaction. */
    List<UUID> named(TaxonomyKind kind, List<String> names, String pointer, List<ProblemError> errors) {
        return inPlace(names, idsOf(kind, names), kind.word(), pointer, errors);
    }

    private static List<UUID> inPlace(
            List<String> names, Map<String, UUID> ids, String word, String pointer, List<ProblemError> errors) {
        for (int place = 0; place < names.size(); place++) {
            if (!ids.containsKey(names.get(place))) {
                errors.add(ProblemError.at(pointer + "/" + place, "there is no " + word + " " + names.get(place)));
            }
        }
        List<UUID> named = names.stream().map(ids::get).toList();
        errors.addAll(ProblemError.repeats(pointer, named));
        return named.stream().filter(Objects::nonNull).toList();
    }

    private Map<String, UUID> storiesNamed(Collection<String> names) {
        Map<String, UUID> ids = new HashMap<>();
        if (names.isEmpty()) {
            return ids;
        }
        @SuppressWarnings("unchecked") // JPA's native queries are untyped
        List<Tuple> rows = database.createNativeQuery("""
                        SELECT slug AS name, story_id AS id FROM story_slug WHERE slug = ANY(CAST(:slugs AS text[]))
                        UNION ALL
                        SELECT CAST(id AS text), id FROM story WHERE id = ANY(CAST(:ids AS uuid[]))""", Tuple.class)
                .setParameter(
                        "slugs", names.stream().filter(name -> !Slug.isId(name)).toArray(String[]::new))
                .setParameter("ids", names.stream().filter(Slug::isId).toArray(String[]::new))
                .getResultList();
        rows.forEach(row -> ids.put(row.get("name", String.class), row.get("id", UUID.class)));
        names.stream()
                .filter(Slug::isId)
                .filter(name -> ids.containsKey(name.toLowerCase(Locale.ROOT)))
                .forEach(name -> ids.put(name, ids.get(name.toLowerCase(Locale.ROOT))));
        return ids;
    }

    /** Returns the stories to which a body's links on this site lead, by address. */
    Map<String, UUID> storiesAt(Set<String> addresses) {
        Map<String, String> names = new HashMap<>();
        addresses.forEach(address -> this.addresses.storyIn(address).ifPresent(name -> names.put(address, name)));
        Map<String, UUID> ids = storiesNamed(names.values());
        names.values().removeIf(name -> !ids.containsKey(name));
        return names.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> ids.get(entry.getValue())));
    }

    /**
     * Returns the ids of categories or authors by slug or id; an unknown name has no entry. Locks them against deletion
     * until the end of the transaction.
     */
    Map<String, UUID> idsOf(TaxonomyKind kind, Collection<String> names) {
        Map<String, UUID> ids = new HashMap<>();
        if (names.isEmpty()) {
            return ids;
        }
        @SuppressWarnings("unchecked") // JPA's native queries are untyped
        List<Tuple> rows = database.createNativeQuery("""
                        SELECT id, slug FROM %s
                        WHERE slug = ANY(CAST(:slugs AS text[])) OR id = ANY(CAST(:ids AS uuid[]))
                        ORDER BY id FOR KEY SHARE""".formatted(kind.word()), Tuple.class)
                .setParameter(
                        "slugs", names.stream().filter(name -> !Slug.isId(name)).toArray(String[]::new))
                .setParameter("ids", names.stream().filter(Slug::isId).toArray(String[]::new))
                .getResultList();
        for (Tuple row : rows) {
            UUID id = row.get("id", UUID.class);
            ids.put(row.get("slug", String.class), id);
            names.stream().filter(name -> name.equalsIgnoreCase(id.toString())).forEach(name -> ids.put(name, id));
        }
        return ids;
    }

    /** Returns the current names of all entries that a revision's content refers to. */
    public Names namesIn(StoryContent content) {
        @SuppressWarnings("unchecked") // as above
        List<Tuple> rows = database.createNativeQuery(NAMES, Tuple.class)
                .setParameter("category", texts(content.category() == null ? List.of() : List.of(content.category())))
                .setParameter("authors", texts(content.authors()))
                .setParameter("tags", texts(content.tags()))
                .getResultList();
        Map<String, Set<NamedReference>> names = new HashMap<>();
        rows.forEach(row -> names.computeIfAbsent(row.get("kind", String.class), kind -> new LinkedHashSet<>())
                .add(new NamedReference(
                        row.get("id", UUID.class), row.get("slug", String.class), row.get("name", String.class))));
        return new Names(
                names.getOrDefault("category", Set.of()).stream().findFirst(),
                List.copyOf(names.getOrDefault("author", Set.of())),
                List.copyOf(names.getOrDefault("tag", Set.of())));
    }

    private static String[] texts(List<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    /** Returns each story's latest slug, or its id as long as it has no slug. */
    public List<String> namesOfStories(List<UUID> ids) {
        Map<UUID, String> names = new LinkedHashMap<>();
        Story.<Story>list("id in ?1", ids)
                .forEach(story -> names.put(story.id, story.slug == null ? story.id.toString() : story.slug));
        List<String> inOrder = new ArrayList<>();
        ids.stream().filter(names::containsKey).map(names::get).forEach(inOrder::add);
        return inOrder;
    }

    /** Returns the content with current names, as input for a new save. */
    StoryInput written(StoryContent content) {
        Names names = namesIn(content);
        return new StoryInput(
                content.slug(),
                content.title(),
                content.excerpt(),
                names.category().map(NamedReference::slug).orElse(null),
                names.authors().stream().map(NamedReference::slug).toList(),
                tagsOf(names),
                content.image(),
                content.language(),
                content.body(),
                content.seo(),
                content.pinned().isEmpty() ? List.of() : namesOfStories(content.pinned()),
                content.showInRelated());
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
            return new StoryContent(
                    content.slug(),
                    content.title(),
                    content.excerpt(),
                    category.map(NamedReference::id).orElse(null),
                    authors.stream().map(NamedReference::id).toList(),
                    tags.stream().map(NamedReference::id).toList(),
                    content.image(),
                    content.language(),
                    content.body(),
                    content.seo(),
                    content.pinned(),
                    content.showInRelated());
        }
    }
}
