package org.broadsheet.discovery.related;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
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
                SELECT target_id AS id, 'pinned' AS reason, position FROM live_story_pin WHERE story_id = :story
                UNION ALL
                (SELECT u.id, u.reason, 1000 + u.position
                 FROM related_list k, unnest(k.%2$sstory_ids, k.%2$sreasons) WITH ORDINALITY u (id, reason, position)
                 WHERE k.story_id = :story ORDER BY u.position LIMIT :limit)
                UNION ALL
                -- Only until the lists have been computed
                SELECT target_id, 'linked', 1000 + position FROM live_story_link
                WHERE story_id = :story AND NOT EXISTS (SELECT 1 FROM related_list WHERE story_id = :story)) r
            LEFT JOIN (live_story l JOIN category c ON c.id = l.category_id)
                ON l.story_id = r.id AND %3$s AND (l.show_in_related OR r.reason = 'pinned')%4$s
            ORDER BY r.position""";

    private static final String ANY = CHOSEN.formatted(CHOSEN_COLUMNS, "", NOT_EXCLUDED, "");

    private static final String OF_CATEGORY =
            CHOSEN.formatted(CHOSEN_COLUMNS, "category_", NOT_EXCLUDED, " AND l.category_id = :category");

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
        List<RelatedStory> related = new ArrayList<>(chosen(story, scope, limit, exclude));
        if (related.size() < limit) {
            related.addAll(latest(story, limit - related.size(), related, exclude));
            dependencies.on(Kind.STORIES_OF, story.relatedCategory());
        }
        dependencies.on(Kind.SIMILAR_TO, story.id());
        related.forEach(next -> dependencies.on(Kind.STORY, next.story().id()));
        return related;
    }

    private List<RelatedStory> chosen(StoryRow story, Scope scope, int limit, List<String> exclude) {
        NativeQuery<StoryColumns> query = query(scope == Scope.CATEGORY ? OF_CATEGORY : ANY, story, exclude, List.of())
                .setParameter("limit", limit + exclude.size() + SPARE);
        if (scope == Scope.CATEGORY) {
            query.setParameter("category", story.relatedCategory());
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

    private List<RelatedStory> latest(StoryRow story, int limit, List<RelatedStory> chosen, List<String> exclude) {
        List<UUID> known = chosen.stream().map(next -> next.story().id()).toList();
        return query(LATEST, story, exclude, known)
                .setParameter("category", story.relatedCategory())
                .setParameter("language", story.relatedLanguage())
                .setParameter("limit", limit)
                .getResultList()
                .stream()
                .map(row -> RelatedStory.from(stories.row(row)))
                .toList();
    }

    private NativeQuery<StoryColumns> query(String sql, StoryRow story, List<String> exclude, List<UUID> known) {
        return stories.query(sql)
                .setParameter("story", story.id())
                .setParameter(
                        "excludedIds",
                        Stream.concat(known.stream(), Stream.of(Slug.idsIn(exclude)))
                                .toArray(UUID[]::new))
                .setParameter("excludedSlugs", Slug.slugsIn(exclude));
    }
}
