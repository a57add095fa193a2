package org.broadsheet.discovery.related;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.broadsheet.content.story.LiveStory;
import org.broadsheet.content.story.RelatedStories;
import org.broadsheet.content.story.RelatedStory;
import org.broadsheet.content.story.StoryColumns;
import org.broadsheet.content.story.StoryQuery;
import org.broadsheet.content.story.StoryRow;
import org.broadsheet.content.story.StorySelection;
import org.broadsheet.delivery.cache.CacheGroup.Kind;
import org.broadsheet.delivery.cache.Dependencies;
import org.broadsheet.platform.naming.Slug;
import org.hibernate.query.NativeQuery;

/** Reads the lists that {@link RelatedLists} computed, and fills them up with the latest stories of the category. */
@ApplicationScoped
class RelatedQuery implements RelatedStories {

    /** The number of stories that are read beyond the limit, because some may have been unpublished. */
    private static final int SPARE = 3;

    private static final String NOT_EXCLUDED = """
            l.story_id <> :story AND l.story_id <> ALL(:excludedIds) AND l.slug <> ALL(:excludedSlugs)""";

    private static final String CHOSEN_COLUMNS = StorySelection.SUMMARY.columns("r.id AS id", "r.reason");

    /**
     * Selects only the id of a story that is not shown: the response depends on it, because the story may be shown
     * again.
     */
    private static final String CHOSEN = """
            SELECT %1$s
            FROM (
                SELECT p.id, 'pinned' AS reason, p.position FROM (%5$s) p (id, position)
                UNION ALL
                (SELECT u.id, u.reason, 1000 + u.position
                 FROM related_list k, unnest(k.%2$sstory_ids, k.%2$sreasons) WITH ORDINALITY u (id, reason, position)
                 WHERE k.story_id = :story ORDER BY u.position LIMIT :limit)
                UNION ALL
                -- Only until the lists have been computed
                SELECT m.id, 'linked', 1000 + m.position FROM (%6$s) m (id, position)
                WHERE NOT EXISTS (SELECT 1 FROM related_list WHERE story_id = :story)) r
            LEFT JOIN (live_story l JOIN category c ON c.id = l.category_id)
                ON l.story_id = r.id AND %3$s AND (l.show_in_related OR r.reason = 'pinned')%4$s
            ORDER BY r.position""";

    private static final Map<Scope, String> CHOSEN_FOR_LIVE = chosen(
            "SELECT target_id, position FROM live_story_pin WHERE story_id = :story",
            "SELECT target_id, position FROM live_story_link WHERE story_id = :story");

    private static final Map<Scope, String> CHOSEN_FOR_DRAFT =
            chosen("SELECT * FROM unnest(:pins) WITH ORDINALITY", "SELECT * FROM unnest(:links) WITH ORDINALITY");

    /**
     * Returns the query for each scope.
     *
     * @param pins SQL that selects the ids and positions of pinned stories
     * @param links likewise, of stories that the body links to
     */
    private static Map<Scope, String> chosen(String pins, String links) {
        return Map.of(
                Scope.ANY, CHOSEN.formatted(CHOSEN_COLUMNS, "", NOT_EXCLUDED, "", pins, links),
                Scope.CATEGORY,
                        CHOSEN.formatted(
                                CHOSEN_COLUMNS,
                                "category_",
                                NOT_EXCLUDED,
                                " AND l.category_id = :category",
                                pins,
                                links));
    }

    /**
     * The story for which related ones are searched.
     *
     * @param category null if a draft has none
     * @param draft null for a live story, whose pins and links are in the database
     */
    private record Origin(UUID id, UUID category, String language, LiveStory draft) {

        UUID[] pins() {
            return ids(draft.pins);
        }

        UUID[] links() {
            return ids(draft.links);
        }

        private static UUID[] ids(Set<LiveStory.Target> targets) {
            return targets.stream()
                    .sorted(Comparator.comparing(LiveStory.Target::position))
                    .map(LiveStory.Target::targetId)
                    .toArray(UUID[]::new);
        }
    }

    private static final String LATEST =
            """
            SELECT %s
            FROM live_story l JOIN category c ON c.id = l.category_id
            WHERE l.category_id = :category AND l.language = :language AND l.show_in_related AND %s
            ORDER BY l.published_at DESC, l.story_id DESC LIMIT :limit""".formatted(StorySelection.SUMMARY.columns("'category' AS reason"), NOT_EXCLUDED);

    private final StoryQuery stories;
    private final Dependencies dependencies;

    RelatedQuery(StoryQuery stories, Dependencies dependencies) {
        this.stories = stories;
        this.dependencies = dependencies;
    }

    @Override
    public List<RelatedStory> of(StoryRow story, Scope scope, int limit, List<String> exclude) {
        return of(
                new Origin(story.id(), story.relatedCategory(), story.relatedLanguage(), null), scope, limit, exclude);
    }

    @Override
    public List<RelatedStory> ofDraft(LiveStory draft, Scope scope, int limit) {
        return of(new Origin(draft.storyId, draft.categoryId, draft.language, draft), scope, limit, List.of());
    }

    private List<RelatedStory> of(Origin story, Scope scope, int limit, List<String> exclude) {
        List<RelatedStory> related = new ArrayList<>(chosen(story, scope, limit, exclude));
        if (related.size() < limit && story.category() != null) {
            related.addAll(latest(story, limit - related.size(), related, exclude));
            dependencies.on(Kind.STORIES_OF, story.category());
        }
        dependencies.on(Kind.SIMILAR_TO, story.id());
        related.forEach(next -> dependencies.on(Kind.STORY, next.story().id()));
        return related;
    }

    private List<RelatedStory> chosen(Origin story, Scope scope, int limit, List<String> exclude) {
        String sql = (story.draft() == null ? CHOSEN_FOR_LIVE : CHOSEN_FOR_DRAFT).get(scope);
        NativeQuery<StoryColumns> query =
                query(sql, story, exclude, List.of()).setParameter("limit", limit + exclude.size() + SPARE);
        if (story.draft() != null) {
            query.setParameter("pins", story.pins()).setParameter("links", story.links());
        }
        if (scope == Scope.CATEGORY) {
            query.setParameter("category", story.category(), UUID.class);
        }
        List<RelatedStory> chosen = new ArrayList<>();
        Set<UUID> seen = new HashSet<>();
        for (StoryColumns row : query.getResultList()) {
            boolean isShown = row.slug() != null;
            if (!isShown) {
                dependencies.on(Kind.STORY, row.id());
            } else if (chosen.size() < limit && seen.add(row.id())) {
                chosen.add(RelatedStory.from(stories.row(row)));
            }
        }
        return chosen;
    }

    private List<RelatedStory> latest(Origin story, int limit, List<RelatedStory> chosen, List<String> exclude) {
        List<UUID> known = chosen.stream().map(next -> next.story().id()).toList();
        return query(LATEST, story, exclude, known)
                .setParameter("category", story.category())
                .setParameter("language", story.language())
                .setParameter("limit", limit)
                .getResultList()
                .stream()
                .map(row -> RelatedStory.from(stories.row(row)))
                .toList();
    }

    private NativeQuery<StoryColumns> query(String sql, Origin story, List<String> exclude, List<UUID> known) {
        return stories.query(sql)
                .setParameter("story", story.id())
                .setParameter(
                        "excludedIds",
                        Stream.concat(known.stream(), Stream.of(Slug.idsIn(exclude)))
                                .toArray(UUID[]::new))
                .setParameter("excludedSlugs", Slug.slugsIn(exclude));
    }
}
