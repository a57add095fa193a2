package org.broadsheet.search;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.broadsheet.search.Words.Kind;
import org.broadsheet.search.Words.Word;

/** What words live stories use, how many of them, and which one somebody may have meant who wrote another. */
@ApplicationScoped
class Vocabulary {

    /** From one language to the next in the index, however many stories each has. */
    private static final String LANGUAGES = """
            WITH RECURSIVE used (language) AS (
                (SELECT language FROM live_story ORDER BY language LIMIT 1)
                UNION ALL
                SELECT (SELECT l.language FROM live_story l WHERE l.language > used.language ORDER BY l.language LIMIT 1)
                FROM used WHERE used.language IS NOT NULL)
            SELECT language FROM used WHERE language IS NOT NULL""";

    private static final String LEXEMES =
            "SELECT lexeme, stories, titles FROM search_lexeme WHERE lexeme = ANY(CAST(:lexemes AS text[]))";

    private static final String NEAR = """
            SELECT w.word, k.stories FROM search_word w JOIN search_lexeme k ON k.lexeme = w.lexeme AND k.stories > 0
            WHERE w.word % :word AND length(w.word) BETWEEN :shortest AND :longest
            ORDER BY similarity(w.word, :word) DESC, k.stories DESC, w.word LIMIT 100""";

    private static final String KNOWN = """
            SELECT w.word, k.stories FROM search_word w JOIN search_lexeme k ON k.lexeme = w.lexeme AND k.stories > 0
            WHERE w.word = ANY(CAST(:words AS text[]))""";

    /** Two letters that have changed places leave few trigrams of a short word as they were. */
    private static final String SIMILARITY = "SELECT set_config('pg_trgm.similarity_threshold', '0.2', true)";

    /** Nearly any shorter word is like another. */
    private static final int SHORTEST = 5;

    private final EntityManager database;

    Vocabulary(EntityManager database) {
        this.database = database;
    }

    /** The languages of live stories. */
    @SuppressWarnings("unchecked") // JPA's native queries are untyped
    List<String> languages() {
        return database.createNativeQuery(LANGUAGES, String.class).getResultList();
    }

    /**
     * How many stories say something; what is missing, nobody says, or it has not been counted yet.
     *
     * @param stories by lexeme
     * @param titles by lexeme
     */
    record Numbers(Map<String, Long> stories, Map<String, Long> titles) {}

    Numbers numbers(Collection<String> lexemes) {
        @SuppressWarnings("unchecked") // as above
        List<Tuple> rows = database.createNativeQuery(LEXEMES, Tuple.class)
                .setParameter("lexemes", lexemes.toArray(String[]::new))
                .getResultList();
        Map<String, Long> stories = new HashMap<>();
        Map<String, Long> titles = new HashMap<>();
        rows.forEach(row -> {
            stories.put(
                    row.get("lexeme", String.class),
                    row.get("stories", Integer.class).longValue());
            titles.put(
                    row.get("lexeme", String.class),
                    row.get("titles", Integer.class).longValue());
        });
        return new Numbers(stories, titles);
    }

    /**
     * The query with another word for each that no story has, as far as there is one that is like it.
     *
     * @param isKnown whether any story has a word
     * @return empty if there is nothing to put right
     */
    @Transactional
    Optional<String> corrected(String query, java.util.function.Predicate<Word> isKnown) {
        List<Word> words = Words.of(query).stream()
                .filter(word -> word.kind() == Kind.PLAIN)
                .toList();
        database.createNativeQuery(SIMILARITY).getResultList();
        StringBuilder corrected = new StringBuilder();
        int from = 0;
        for (Word word : words) {
            if (word.folded().length() >= SHORTEST && !isKnown.test(word)) {
                Optional<String> meant = meant(word.folded());
                if (meant.isPresent()) {
                    corrected.append(query, from, word.start()).append(meant.get());
                    from = word.end();
                }
            }
        }
        corrected.append(query, from, query.length());
        return from == 0 ? Optional.empty() : Optional.of(corrected.toString());
    }

    private record Suggestion(String word, long stories, int distance) {}

    private Optional<String> meant(String word) {
        int most = mostMistakes(word);
        @SuppressWarnings("unchecked") // as above
        List<Tuple> near = database.createNativeQuery(NEAR, Tuple.class)
                .setParameter("word", word)
                .setParameter("shortest", word.length() - most)
                .setParameter("longest", word.length() + most)
                .getResultList();
        Optional<Suggestion> best = near.stream()
                .map(row -> new Suggestion(
                        row.get("word", String.class),
                        row.get("stories", Integer.class),
                        Mistakes.between(word, row.get("word", String.class), most)))
                .filter(suggestion -> suggestion.distance() <= most)
                .min(Comparator.comparingInt(Suggestion::distance)
                        .thenComparing(suggestion -> suggestion.word().charAt(0) == word.charAt(0) ? 0 : 1)
                        .thenComparing(
                                Comparator.comparingLong(Suggestion::stories).reversed())
                        .thenComparing(Suggestion::word));
        if (best.isPresent() && best.get().distance() <= 1) {
            return best.map(Suggestion::word);
        }
        return parted(word).or(() -> best.map(Suggestion::word));
    }

    private static int mostMistakes(String word) {
        return word.length() <= 7 ? 1 : word.length() <= 11 ? 2 : 3;
    }

    /** Two words between which the space is missing. */
    private Optional<String> parted(String word) {
        int shortest = 3;
        Set<String> parts = new java.util.HashSet<>();
        for (int place = shortest; place <= word.length() - shortest; place++) {
            parts.add(word.substring(0, place));
            parts.add(word.substring(place));
        }
        @SuppressWarnings("unchecked") // as above
        List<Tuple> rows = database.createNativeQuery(KNOWN, Tuple.class)
                .setParameter("words", parts.toArray(String[]::new))
                .getResultList();
        Map<String, Long> known = rows.stream()
                .collect(Collectors.toMap(
                        row -> row.get("word", String.class),
                        row -> row.get("stories", Integer.class).longValue()));
        String best = null;
        long most = 0;
        for (int place = shortest; place <= word.length() - shortest; place++) {
            long stories = Math.min(
                    known.getOrDefault(word.substring(0, place), 0L), known.getOrDefault(word.substring(place), 0L));
            if (stories > most) {
                most = stories;
                best = word.substring(0, place) + " " + word.substring(place);
            }
        }
        return Optional.ofNullable(best);
    }
}
