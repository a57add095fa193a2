package org.broadsheet.related;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.broadsheet.cache.Dependencies;
import org.broadsheet.cache.Group.Kind;
import org.broadsheet.http.Slug;
import org.broadsheet.story.RelatedStories;
import org.broadsheet.story.RelatedStory;
import org.broadsheet.story.StoryQuery;
import org.broadsheet.story.StoryRow;

/**
 * Finds related stories in one statement. Each kind of candidate is bounded before it is ranked, so that a tag with a
 * hundred thousand stories costs what one with a hundred costs.
 */
@ApplicationScoped
class RelatedQuery implements RelatedStories {

    /** The latest stories of each tag that are looked at; further back, a shared tag says little. */
    private static final int LATEST_OF_TAG = 100;

    /** Likewise of the category, in which a language may be rare. */
    private static final int LATEST_OF_CATEGORY = 2_000;

    /** How many may be left out since they say the same as another. */
    private static final int SPARE = 20;

    /** The place of a story that links here: behind those that the text links to. */
    private static final int BEHIND_ALL_LINKS = Integer.MAX_VALUE;

    private static final String SQL = """
            WITH source AS (
                SELECT story_id, category_id, language FROM live_story WHERE story_id = :story
            ), candidate AS (
                SELECT target_id AS story_id, 'pinned' AS reason, CAST(0 AS float8) AS likeness, position AS place,
                    CAST(NULL AS timestamptz) AS newest
                FROM live_story_pin WHERE story_id = :story
              UNION ALL
                SELECT k.target_id, 'linked', coalesce(s.score, 0), k.position, NULL
                FROM live_story_link k
                LEFT JOIN story_similar s ON s.story_id = k.story_id AND s.similar_id = k.target_id
                WHERE k.story_id = :story
              UNION ALL
                (SELECT k.story_id, 'linked', coalesce(s.score, 0), %2$d, l.published_at
                 FROM live_story_link k JOIN live_story l ON l.story_id = k.story_id AND l.show_in_related
                 LEFT JOIN story_similar s ON s.story_id = k.target_id AND s.similar_id = k.story_id
                 WHERE k.target_id = :story
                 ORDER BY 3 DESC, l.published_at DESC, 1 DESC LIMIT :enough)
              UNION ALL
                (SELECT k.similar_id, 'similar', k.score, 0, NULL
                 FROM source s JOIN story_similar k ON k.story_id = s.story_id
                 JOIN live_story l ON l.story_id = k.similar_id AND l.language = s.language AND l.show_in_related
                 ORDER BY k.score DESC, k.similar_id DESC LIMIT :enough)
              UNION ALL
                -- As long as it has not been compared with others, tags have to do.
                (SELECT shared.story_id, 'similar', count(*), 0, max(shared.published_at)
                 FROM source s
                 JOIN story_title t ON t.story_id = s.story_id AND t.learnt_among IS NULL
                 JOIN live_story_tag mine ON mine.story_id = s.story_id
                 CROSS JOIN LATERAL (
                    SELECT t.story_id, t.published_at FROM live_story_tag t
                    WHERE t.tag_id = mine.tag_id ORDER BY t.published_at DESC, t.story_id DESC LIMIT :latest) shared
                 JOIN live_story l ON l.story_id = shared.story_id AND l.language = s.language
                    AND l.show_in_related
                 GROUP BY shared.story_id
                 ORDER BY 3 DESC, 5 DESC, 1 DESC LIMIT :enough)
              UNION ALL
                -- Not joined: PostgreSQL would take every category for as large as the next.
                (SELECT l.story_id, 'category', 0, 0, l.published_at
                 FROM (
                    SELECT * FROM live_story WHERE category_id = (SELECT category_id FROM source)
                    ORDER BY published_at DESC, story_id DESC LIMIT :latestOfCategory) l
                 WHERE l.language = (SELECT language FROM source) AND l.show_in_related
                 ORDER BY l.published_at DESC, l.story_id DESC LIMIT :enough)
            ), chosen AS (
                SELECT DISTINCT ON (story_id) story_id, reason, tier, likeness, place, newest
                FROM candidate
                CROSS JOIN LATERAL array_position(ARRAY['pinned', 'linked', 'similar', 'category'], reason) AS tier
                WHERE story_id <> :story AND story_id <> ALL(CAST(:excludedIds AS uuid[]))
                ORDER BY story_id, tier, place, likeness DESC
            )
            SELECT %1$s, chosen.reason
            FROM chosen
            JOIN live_story l ON l.story_id = chosen.story_id
            JOIN category c ON c.id = l.category_id
            WHERE (l.show_in_related OR chosen.reason = 'pinned') AND l.slug <> ALL(CAST(:excludedSlugs AS text[]))
            ORDER BY tier, likeness DESC, place, newest DESC, l.story_id DESC
            LIMIT :most""".formatted(StoryQuery.summaryColumns(), BEHIND_ALL_LINKS);

    private final StoryQuery stories;
    private final Dependencies dependencies;

    RelatedQuery(StoryQuery stories, Dependencies dependencies) {
        this.stories = stories;
        this.dependencies = dependencies;
    }

    @Override
    public List<RelatedStory> of(StoryRow story, int limit, List<String> exclude) {
        List<Tuple> rows = stories.summaries(SQL, Map.of("reason", String.class))
                .setParameter("story", story.id())
                .setParameter("latest", LATEST_OF_TAG)
                .setParameter("latestOfCategory", LATEST_OF_CATEGORY)
                // Of each kind, as many as are left when the story itself, all excluded ones and some that say the
                // same are among them.
                .setParameter("enough", limit + exclude.size() + 1 + SPARE)
                .setParameter("excludedIds", exclude.stream().filter(Slug::isId).toArray(String[]::new))
                .setParameter(
                        "excludedSlugs", exclude.stream().filter(Slug::isSlug).toArray(String[]::new))
                .setParameter("most", limit + SPARE)
                .getResultList();
        List<StoryRow> candidates = rows.stream().map(stories::row).toList();
        List<RelatedStory> related =
                NearDuplicates.without(candidates, limit, RelatedQuery::shown, RelatedQuery::isChosenByEditors).stream()
                        .map(RelatedStory::from)
                        .toList();
        depend(story, related, limit);
        return related;
    }

    private static String shown(StoryRow story) {
        return story.text("title") + " " + story.text("excerpt");
    }

    private static boolean isChosenByEditors(StoryRow story) {
        return List.of("pinned", "linked").contains(story.text("reason"));
    }

    /** What ranks below all that there is room for changes nothing. */
    private void depend(StoryRow story, List<RelatedStory> related, int limit) {
        dependencies.on(Kind.LINKS_TO, story.id());
        dependencies.on(Kind.STORY, story.hiddenFromRelated());
        related.forEach(next -> dependencies.on(Kind.STORY, next.story().id()));
        Set<String> reasons = related.stream().map(RelatedStory::reason).collect(Collectors.toSet());
        boolean anyOfCategory = related.size() < limit || reasons.contains("category");
        if (anyOfCategory) {
            dependencies.on(Kind.STORIES_OF, story.relatedCategory());
        }
        if (anyOfCategory || reasons.contains("similar")) {
            dependencies.on(Kind.SIMILAR_TO, story.id());
            dependencies.on(Kind.STORIES_OF, story.relatedTags());
        }
    }
}
