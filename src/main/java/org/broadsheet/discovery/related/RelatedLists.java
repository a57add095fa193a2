package org.broadsheet.discovery.related;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.delivery.cache.CacheGroup.Kind;
import org.broadsheet.delivery.cache.Evicting;
import org.broadsheet.discovery.search.NearDuplicates;
import org.broadsheet.discovery.search.SimilarStories;
import org.broadsheet.discovery.search.SimilarStories.Lists;
import org.broadsheet.discovery.search.SimilarStories.Similar;
import org.hibernate.Session;

/** Computes the lists of related stories in advance, so that a request only looks them up. */
@ApplicationScoped
class RelatedLists {

    private static final int MAX_CANDIDATES = 50;
    private static final int MAX_RELATED = 30;

    /** The maximum number of linked stories that are compared. If there are more, the newest ones are. */
    private static final int MAX_LINKS = 200;

    private static final String LINKED = """
            SELECT target_id AS id FROM live_story_link WHERE story_id = :id
            UNION SELECT story_id FROM live_story_link WHERE target_id = :id
            ORDER BY id DESC LIMIT %d""".formatted(MAX_LINKS);

    private static final String TEXTS =
            "SELECT story_id AS id, title || ' ' || excerpt AS text FROM live_story WHERE story_id = ANY(:ids)";

    private static final String LISTS_CONTAINING = """
            SELECT story_id FROM related_list WHERE story_ids @> ARRAY[:id]
            UNION SELECT story_id FROM related_list WHERE category_story_ids @> ARRAY[:id]""";

    /** Locks stories in the order of their ids, and before their lists. Another order could cause a deadlock. */
    private static final String LOCK =
            "SELECT story_id FROM live_story WHERE story_id = ANY(:ids) ORDER BY story_id FOR KEY SHARE";

    /** Writes no list for a story that has been unpublished meanwhile, and nothing if the lists have not changed. */
    private static final String WRITE = """
            INSERT INTO related_list AS r (story_id, story_ids, reasons, category_story_ids, category_reasons)
            SELECT l.story_id, :ids, :reasons, :categoryIds, :categoryReasons
            FROM live_story l WHERE l.story_id = :id
            ON CONFLICT (story_id) DO UPDATE SET story_ids = excluded.story_ids, reasons = excluded.reasons,
                category_story_ids = excluded.category_story_ids, category_reasons = excluded.category_reasons
            WHERE (r.story_ids, r.reasons, r.category_story_ids, r.category_reasons)
                <> (excluded.story_ids, excluded.reasons, excluded.category_story_ids, excluded.category_reasons)""";

    private final Session database;
    private final Evicting evicting;

    RelatedLists(Session database, Evicting evicting) {
        this.database = database;
        this.evicting = evicting;
    }

    /**
     * The lists computed for a story.
     *
     * @param lists the lists without near-duplicates; empty if the story is not live
     * @param others the stories whose lists may contain the story
     */
    record Computed(Optional<Lists> lists, Set<UUID> others) {}

    /** @param spreads whether the story has changed, so that the lists of other stories may change */
    @Transactional
    Computed compute(UUID id, boolean spreads, SimilarStories.Snapshot index, NearDuplicates duplicates) {
        Set<UUID> linked = new HashSet<>(database.createNativeQuery(LINKED, UUID.class)
                .setParameter("id", id)
                .getResultList());
        Optional<Lists> lists = index.similarTo(id, linked, MAX_CANDIDATES);
        Set<UUID> others = new HashSet<>();
        if (spreads) {
            others.addAll(listsContaining(id));
            lists.ifPresent(all -> {
                others.addAll(linked);
                others.addAll(ids(all));
                others.remove(id);
            });
        }
        return new Computed(lists.map(all -> without(duplicates, id, all)), others);
    }

    private static Set<UUID> ids(Lists lists) {
        return Stream.of(lists.any(), lists.ofCategory())
                .flatMap(List::stream)
                .map(Similar::id)
                .collect(Collectors.toSet());
    }

    private List<UUID> listsContaining(UUID id) {
        return database.createNativeQuery(LISTS_CONTAINING, UUID.class)
                .setParameter("id", id)
                .getResultList();
    }

    private Lists without(NearDuplicates duplicates, UUID source, Lists lists) {
        Map<UUID, String> texts = texts(source, ids(lists));
        UnaryOperator<List<Similar>> different = similar -> duplicates.without(
                texts.getOrDefault(source, ""),
                similar.stream().filter(story -> texts.containsKey(story.id())).toList(),
                MAX_RELATED,
                story -> texts.get(story.id()));
        return new Lists(different.apply(lists.any()), different.apply(lists.ofCategory()));
    }

    /** The title and excerpt of a story. */
    private record Text(UUID story, String text) {}

    /** Returns the title and excerpt of each story, by which near-duplicates are recognized. */
    private Map<UUID, String> texts(UUID source, Set<UUID> stories) {
        return database
                .createNativeQuery(TEXTS, Text.class)
                .setParameter(
                        "ids",
                        Stream.concat(Stream.of(source), stories.stream()).toArray(UUID[]::new))
                .getResultList()
                .stream()
                .collect(Collectors.toMap(Text::story, Text::text));
    }

    /** Locks stories, so that no other transaction unpublishes them until this one ends. */
    @Transactional
    void lock(Collection<UUID> stories) {
        database.createNativeQuery(LOCK, UUID.class)
                .setParameter("ids", stories.toArray(UUID[]::new))
                .getResultList();
    }

    /** Writes the lists of a story, and evicts its pages if the lists have changed. */
    @Transactional
    void write(UUID id, Lists lists) {
        int changed = database.createNativeMutationQuery(WRITE)
                .setParameter("id", id)
                .setParameter("ids", ids(lists.any()))
                .setParameter("reasons", reasons(lists.any()))
                .setParameter("categoryIds", ids(lists.ofCategory()))
                .setParameter("categoryReasons", reasons(lists.ofCategory()))
                .executeUpdate();
        if (changed > 0) {
            evicting.evict(Kind.SIMILAR_TO, List.of(id));
        }
    }

    private static UUID[] ids(List<Similar> stories) {
        return stories.stream().map(Similar::id).toArray(UUID[]::new);
    }

    private static String[] reasons(List<Similar> stories) {
        return stories.stream()
                .map(story -> story.isLinked() ? "linked" : "similar")
                .toArray(String[]::new);
    }
}
