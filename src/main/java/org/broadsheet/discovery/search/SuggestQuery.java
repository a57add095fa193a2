package org.broadsheet.discovery.search;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.lucene.search.Query;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.delivery.cache.CacheGroup;
import org.broadsheet.delivery.cache.CacheGroup.Kind;
import org.broadsheet.delivery.cache.Dependencies;
import org.broadsheet.discovery.search.RankedCollector.Hit;
import org.broadsheet.discovery.search.Suggestion.Suggestions;
import org.broadsheet.platform.naming.Slug;
import org.hibernate.Session;

/**
 * Completes the text typed so far to titles and names that have a word with this prefix. If there are none, one typing
 * error is allowed.
 */
@ApplicationScoped
class SuggestQuery {

    private static final int MIN_LETTERS = 2;

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private static final String STORIES = """
            SELECT 'story' AS type, l.story_id AS id, l.slug, l.title AS text
            FROM unnest(:ids) WITH ORDINALITY AS i (id, position) JOIN live_story l ON l.story_id = i.id
            ORDER BY i.position""";

    /**
     * Selects names that have live stories: first those that begin with the text, then those with most stories. The
     * letter I is replaced before lower(), because a Turkish database would turn it into another letter.
     */
    private static final String NAMES = """
            SELECT type, id, slug, text FROM (
                -- With OFFSET, stories are counted once for each name.
                SELECT n.*, (SELECT sum(c.stories) FROM story_count c WHERE c.subject_id = n.id) AS stories FROM (
                    SELECT 'category' AS type, t.id, t.slug, t.name AS text, t.key
                    FROM (SELECT *, lower(translate(name, 'I', 'i')) AS key FROM category) t WHERE %1$s
                    UNION ALL SELECT 'tag', t.id, t.slug, t.name, t.key
                    FROM (SELECT *, name_key AS key FROM %2$s s) t WHERE %1$s
                    UNION ALL SELECT 'author', t.id, t.slug, t.name, t.key
                    FROM (SELECT *, name_key AS key FROM author) t WHERE %1$s) n
                OFFSET 0) counted
            WHERE stories > 0
            ORDER BY key LIKE :beginning DESC, stories DESC, text, id LIMIT :limit""";

    private static final String BEGINNING = "' ' || t.key LIKE :pattern";

    /** Compares trigrams, most of which stay the same if one letter is wrong, missing or extra. */
    private static final String SIMILAR = ":pattern <% (' ' || t.key)";

    private final LiveIndex index;
    private final Session database;
    private final Dependencies dependencies;

    SuggestQuery(LiveIndex index, Session database, Dependencies dependencies) {
        this.index = index;
        this.database = database;
        this.dependencies = dependencies;
    }

    Suggestions completions(String text, int limit) {
        TaxonomyKind.OF_STORIES.stream().map(Kind::of).forEach(dependencies::onAll);
        dependencies.on(CacheGroup.STORIES);
        dependencies.on(CacheGroup.SEARCH);
        CompletedTitle typed = CompletedTitle.of(text);
        if (typed.letters() < MIN_LETTERS) {
            return new Suggestions(List.of());
        }
        String name = BETWEEN_WORDS.matcher(Slug.fold(text)).replaceAll(" ").strip();
        // The characters between the words of a name may differ from those typed.
        List<Completed> names = names(BEGINNING, "% " + name.replace(' ', '%') + "%", name, limit);
        List<Completed> titles = titles(typed.query(false), limit);
        if (names.isEmpty() && titles.isEmpty() && typed.allowsFuzzy()) {
            names = names(SIMILAR, name, name, limit);
            titles = titles(typed.query(true), limit);
        }
        // Names get half of the completions, and more if there are fewer titles.
        int forNames = Math.max(limit / 2, limit - titles.size());
        return new Suggestions(Stream.concat(names.stream().limit(forNames), titles.stream())
                .limit(limit)
                .map(completed -> completed.typed(typed))
                .toList());
    }

    private List<Completed> names(String condition, String pattern, String typed, int limit) {
        if (typed.isEmpty()) {
            return List.of();
        }
        return database.createNativeQuery(NAMES.formatted(condition, TaxonomyKind.TAG.shown()), Completed.class)
                .setParameter("pattern", pattern)
                .setParameter("beginning", typed + "%")
                .setParameter("limit", limit)
                .getResultList();
    }

    /** Returns the latest stories with a matching title. */
    private List<Completed> titles(Query query, int limit) {
        UUID[] ids = index.read(searcher -> searcher.first(limit, query, RankedCollector.LATEST)).stream()
                .map(Hit::id)
                .toArray(UUID[]::new);
        return ids.length == 0
                ? List.of()
                : database.createNativeQuery(STORIES, Completed.class)
                        .setParameter("ids", ids)
                        .getResultList();
    }

    /** A completion of a title or name. */
    private record Completed(String type, UUID id, String slug, String text) {

        Suggestion typed(CompletedTitle typed) {
            Highlight highlight = Highlight.of(text, typed.ranges(text));
            return new Suggestion(type, id, slug, text, highlight.html(), highlight.ranges());
        }
    }
}
