package org.broadsheet.discovery.related;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.delivery.cache.CacheGroup.Kind;
import org.broadsheet.delivery.cache.Evicting;
import org.broadsheet.discovery.search.NearDuplicates;
import org.broadsheet.discovery.search.SimilarStories;
import org.broadsheet.discovery.search.SimilarStories.Lists;
import org.broadsheet.discovery.search.SimilarStories.Similar;
import org.hibernate.Session;

/** Computes what to read after a story, so that reading it takes a look-up. */
@ApplicationScoped
class RelatedLists {

    private static final int CANDIDATES = 50;
    private static final int KEPT = 30;

    /** The newest of them; a story that more link to is not like them. */
    private static final int LINKS = 200;

    private static final String LINKED = """
            SELECT target_id AS id FROM live_story_link WHERE story_id = :id
            UNION SELECT story_id FROM live_story_link WHERE target_id = :id
            ORDER BY id DESC LIMIT %d""".formatted(LINKS);

    private static final String TEXTS =
            "SELECT story_id AS id, title || ' ' || excerpt AS text FROM live_story WHERE story_id = ANY(:ids)";

    private static final String HOLDERS = """
            SELECT story_id FROM related_list WHERE story_ids @> ARRAY[CAST(:id AS uuid)]
            UNION SELECT story_id FROM related_list WHERE category_story_ids @> ARRAY[CAST(:id AS uuid)]""";

    /** In the order in which all transactions of this kind lock them, and before their lists. */
    private static final String LOCK =
            "SELECT story_id FROM live_story WHERE story_id = ANY(:ids) ORDER BY story_id FOR KEY SHARE";

    /** A story that is withdrawn meanwhile has no list. Nothing is written where nothing is different. */
    private static final String WRITE = """
            INSERT INTO related_list AS r (story_id, story_ids, reasons, category_story_ids, category_reasons)
            SELECT l.story_id, :ids, :reasons, :categoryIds, :categoryReasons
            FROM live_story l WHERE l.story_id = :id
            ON CONFLICT (story_id) DO UPDATE SET story_ids = excluded.story_ids, reasons = excluded.reasons,
                category_story_ids = excluded.category_story_ids, category_reasons = excluded.category_reasons
            WHERE (r.story_ids, r.reasons, r.category_story_ids, r.category_reasons)
                <> (excluded.story_ids, excluded.reasons, excluded.category_story_ids, excluded.category_reasons)""";

    private final SimilarStories similar;
    private final Session database;
    private final Evicting evicting;

    RelatedLists(SimilarStories similar, Session database, Evicting evicting) {
        this.similar = similar;
        this.database = database;
        this.evicting = evicting;
    }

    /**
     * What a story is like.
     *
     * @param lists without what says the same once more; empty if the story is not live
     * @param others stories whose lists it may be in
     */
    record Computed(Optional<Lists> lists, Set<UUID> others) {}

    /** @param spreads whether the story has changed, so that it may be in other lists than before */
    @Transactional
    Computed compute(UUID id, boolean spreads) {
        Set<UUID> linked = new HashSet<>(database.createNativeQuery(LINKED, UUID.class)
                .setParameter("id", id)
                .getResultList());
        Optional<Lists> lists = similar.of(id, linked, CANDIDATES);
        Set<UUID> others = new HashSet<>();
        if (spreads) {
            others.addAll(holders(id));
            lists.ifPresent(all -> {
                others.addAll(linked);
                others.addAll(ids(all));
                others.remove(id);
            });
        }
        return new Computed(lists.map(all -> different(id, all)), others);
    }

    private static Set<UUID> ids(Lists lists) {
        return Stream.of(lists.any(), lists.ofCategory())
                .flatMap(List::stream)
                .map(Similar::id)
                .collect(Collectors.toSet());
    }

    private List<UUID> holders(UUID id) {
        return database.createNativeQuery(HOLDERS, UUID.class)
                .setParameter("id", id)
                .getResultList();
    }

    /** Whoever has read the story has read what says the same. */
    private Lists different(UUID source, Lists lists) {
        Map<UUID, String> texts = texts(source, ids(lists));
        return new Lists(different(source, lists.any(), texts), different(source, lists.ofCategory(), texts));
    }

    private static List<Similar> different(UUID source, List<Similar> similar, Map<UUID, String> texts) {
        List<Similar> live =
                similar.stream().filter(story -> texts.containsKey(story.id())).toList();
        return NearDuplicates.without(texts.getOrDefault(source, ""), live, KEPT, story -> texts.get(story.id()));
    }

    /** What readers see of each. */
    private Map<UUID, String> texts(UUID source, Set<UUID> stories) {
        return database
                .createNativeQuery(TEXTS, Tuple.class)
                .setParameter(
                        "ids",
                        Stream.concat(Stream.of(source), stories.stream()).toArray(UUID[]::new))
                .getResultList()
                .stream()
                .collect(Collectors.toMap(row -> row.get("id", UUID.class), row -> row.get("text", String.class)));
    }

    /** Waits for transactions that withdraw stories, and keeps others from it until this one ends. */
    @Transactional
    void lock(Collection<UUID> stories) {
        database.createNativeQuery(LOCK, UUID.class)
                .setParameter("ids", stories.toArray(UUID[]::new))
                .getResultList();
    }

    /** Writes the lists of a story, and evicts its pages where they are different. */
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
