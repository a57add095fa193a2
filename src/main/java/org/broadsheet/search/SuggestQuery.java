package org.broadsheet.search;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.broadsheet.cache.Dependencies;
import org.broadsheet.cache.Group;
import org.broadsheet.cache.Group.Kind;
import org.broadsheet.http.Slug;
import org.broadsheet.search.Highlight.Range;
import org.broadsheet.search.Suggestion.Suggestions;
import org.broadsheet.search.Words.Word;

/** Completes titles and names, from the beginning of any of their words. */
@ApplicationScoped
class SuggestQuery {

    private static final int FEWEST_LETTERS = 2;

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    /**
     * What begins many titles begins one of so many of the latest. What does not, begins so few that the index of
     * trigrams finds them at once.
     */
    private static final int LATEST = 2_000;

    private static final String AMONG_THE_LATEST = """
            SELECT story_id FROM (
                SELECT story_id, published_at, words FROM story_title
                ORDER BY published_at DESC, story_id DESC LIMIT :latest) t
            WHERE t.words LIKE :pattern ORDER BY published_at DESC, story_id DESC LIMIT :limit""";

    private static final String AMONG_ALL = """
            WITH hit AS MATERIALIZED (SELECT story_id, published_at FROM story_title WHERE %s)
            SELECT story_id FROM hit ORDER BY published_at DESC, story_id DESC LIMIT :limit""";

    private static final String BY_TRIGRAMS = AMONG_ALL.formatted("words LIKE :pattern");

    /** Letters of scripts without spaces have too few trigrams. */
    private static final String BY_PAIRS = AMONG_ALL.formatted("vector @@ (SELECT CAST(:match AS tsquery))");

    private static final String STORIES = """
            SELECT 'story' AS type, l.story_id AS id, l.slug, l.title AS text
            FROM unnest(CAST(:ids AS uuid[])) WITH ORDINALITY AS i (id, place) JOIN live_story l ON l.story_id = i.id
            ORDER BY i.place""";

    /** Of those that have live stories, the largest, those first that begin so. A Turkish database makes another letter of I. */
    private static final String NAMES = """
            SELECT type, id, slug, text FROM (
                SELECT 'category' AS type, t.id, t.slug, t.name AS text, t.key, %1$s AS stories
                FROM (SELECT id, slug, name, lower(translate(name, 'I', 'i')) AS key FROM category) t
                WHERE ' ' || t.key LIKE :pattern
                UNION ALL SELECT 'tag', t.id, t.slug, t.name, t.name_key, %1$s
                FROM tag t WHERE t.announced AND ' ' || t.name_key LIKE :pattern
                UNION ALL SELECT 'author', t.id, t.slug, t.name, t.name_key, %1$s
                FROM author t WHERE ' ' || t.name_key LIKE :pattern) n
            WHERE stories > 0
            ORDER BY key LIKE :beginning DESC, stories DESC, text, id LIMIT :limit""".formatted(org.broadsheet.story.StoryCounts.OF_T);

    private final EntityManager database;
    private final Dependencies dependencies;

    SuggestQuery(EntityManager database, Dependencies dependencies) {
        this.database = database;
        this.dependencies = dependencies;
    }

    Suggestions completions(String text, int limit) {
        Stream.of(Kind.CATEGORY, Kind.TAG, Kind.AUTHOR)
                .forEach(kind -> kind.wider().ifPresent(dependencies::on));
        dependencies.on(Group.STORIES);
        dependencies.on(Group.SEARCH);
        String typed = StoryVector.titleWords(Words.of(text));
        if (typed.codePoints().filter(letter -> letter != ' ').count() < FEWEST_LETTERS) {
            return new Suggestions(List.of());
        }
        List<Tuple> names = names(text, limit);
        List<Tuple> titles = titles(typed, text, limit);
        // Half for each, and what one does not need for the other.
        int forNames = Math.max(limit / 2, limit - titles.size());
        List<Tuple> chosen = new ArrayList<>(names.subList(0, Math.min(names.size(), forNames)));
        chosen.addAll(titles.subList(0, Math.min(titles.size(), limit - chosen.size())));
        return new Suggestions(
                chosen.stream().map(row -> suggestion(row, typed)).toList());
    }

    @SuppressWarnings("unchecked") // JPA's native queries are untyped
    private List<Tuple> names(String text, int limit) {
        // Of what stands between words nobody knows how the name has it.
        String typed = BETWEEN_WORDS
                .matcher(BETWEEN_WORDS.matcher(Slug.fold(text)).replaceAll(" ").strip())
                .replaceAll("%");
        return database.createNativeQuery(NAMES, Tuple.class)
                .setParameter("pattern", "% " + typed + "%")
                .setParameter("beginning", typed + "%")
                .setParameter("limit", limit)
                .getResultList();
    }

    @SuppressWarnings("unchecked") // as above
    private List<Tuple> titles(String typed, String text, int limit) {
        boolean dense = Words.of(text).stream().anyMatch(word -> word.kind() == Words.Kind.PAIR);
        String pattern = dense ? "%" + typed.strip() + "%" : "%" + typed + "%";
        List<UUID> ids = database.createNativeQuery(AMONG_THE_LATEST, UUID.class)
                .setParameter("latest", LATEST)
                .setParameter("pattern", pattern)
                .setParameter("limit", limit)
                .getResultList();
        if (ids.size() < limit) {
            ids = dense
                    ? byPairs(CompiledQuery.of(text, List.of("und")), limit)
                    : database.createNativeQuery(BY_TRIGRAMS, UUID.class)
                            .setParameter("pattern", pattern)
                            .setParameter("limit", limit)
                            .getResultList();
        }
        return ids.isEmpty()
                ? List.of()
                : database.createNativeQuery(STORIES, Tuple.class)
                        .setParameter("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                        .getResultList();
    }

    @SuppressWarnings("unchecked") // as above
    private List<UUID> byPairs(CompiledQuery typed, int limit) {
        return typed.isEmpty()
                ? List.of()
                : database.createNativeQuery(BY_PAIRS, UUID.class)
                        .setParameter("match", typed.matchingTitle(false))
                        .setParameter("limit", limit)
                        .getResultList();
    }

    private static Suggestion suggestion(Tuple row, String typed) {
        String text = row.get("text", String.class);
        Highlight highlight = Highlight.of(text, typedIn(text, typed.strip().split(" ")));
        return new Suggestion(
                row.get("type", String.class),
                row.get("id", UUID.class),
                row.get("slug", String.class),
                text,
                highlight.html(),
                highlight.ranges());
    }

    /** Where the words that were typed stand in a row, the last one as the beginning of a word. */
    private static List<Range> typedIn(String text, String[] typed) {
        List<Word> words = Words.of(text).stream()
                .filter(word -> word.kind() != Words.Kind.WHOLE && word.kind() != Words.Kind.PAIR)
                .toList();
        for (int first = 0; first + typed.length <= words.size(); first++) {
            boolean fits = true;
            for (int i = 0; i < typed.length && fits; i++) {
                String word = words.get(first + i).folded();
                fits = i < typed.length - 1 ? word.equals(typed[i]) : word.startsWith(typed[i]);
            }
            if (fits) {
                Word last = words.get(first + typed.length - 1);
                return List.of(new Range(words.get(first).start(), beginning(text, last, typed[typed.length - 1])));
            }
        }
        return List.of();
    }

    /** Folding may change the number of letters: as many of the word as fold to what was typed. */
    private static int beginning(String text, Word word, String typed) {
        int end = word.start();
        while (end < word.end() && Words.fold(text.substring(word.start(), end)).length() < typed.length()) {
            end += Character.charCount(text.codePointAt(end));
        }
        return Math.min(end, word.end());
    }
}
