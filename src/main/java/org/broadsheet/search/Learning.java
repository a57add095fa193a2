package org.broadsheet.search;

import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.broadsheet.cache.Evicting;
import org.broadsheet.cache.Group.Kind;
import org.broadsheet.change.ChangeWatch;
import org.broadsheet.clockwork.OneAtATime;
import org.broadsheet.clockwork.Recurring;

/**
 * Follows the log: counts words as stories come and go, finds the terms that tell a story apart, has renamed authors and
 * tags found by their new names, and tells those who work something out of that. One node at a time does so.
 */
@ApplicationScoped
class Learning {

    /**
     * So few, that neither a story which is withdrawn meanwhile waits long, nor those who follow the log: it is read as far
     * as no transaction is still running.
     */
    private static final int AT_ONCE = 5;

    /** What tells a story apart among so many times as many stories is something else. */
    private static final int OUTGROWN = 4;

    /** What was learnt among fewer stories than this is learnt again among twice as many: their rare words are chance. */
    private static final int FEW = 250;

    /** Terms of a story; more tell it apart no better. */
    private static final int TERMS = 40;

    private static final String COUNT_OUT = """
            WITH gone AS (
                DELETE FROM search_task WHERE id IN (
                    SELECT id FROM search_task WHERE kind = 'forget' ORDER BY id LIMIT :tasks) RETURNING vector),
            number AS (
                SELECT u.lexeme, count(*) AS stories, count(*) FILTER (WHERE 'A' = ANY(u.weights)) AS titles
                FROM gone, unnest(gone.vector) u GROUP BY u.lexeme)
            UPDATE search_lexeme k SET stories = k.stories - n.stories, titles = k.titles - n.titles
            FROM number n WHERE k.lexeme = n.lexeme""";

    /** The latest tasks, and with them the earlier ones that ask for the same. */
    private static final String TAKE = """
            WITH latest AS (
                SELECT kind, subject_id FROM search_task WHERE kind <> 'forget' ORDER BY id DESC LIMIT :tasks),
            taken AS (
                DELETE FROM search_task t USING latest l
                WHERE t.subject_id = l.subject_id AND t.kind = l.kind AND t.kind <> 'forget'
                RETURNING t.kind, t.subject_id)
            SELECT DISTINCT kind, subject_id FROM taken""";

    private static final String COUNT_IN = """
            INSERT INTO search_lexeme AS k (lexeme, stories, titles)
            SELECT u.lexeme, count(*), count(*) FILTER (WHERE 'A' = ANY(u.weights))
            FROM story_search s, unnest(s.vector) u WHERE s.story_id = ANY(CAST(:ids AS uuid[]))
            GROUP BY u.lexeme ORDER BY u.lexeme
            ON CONFLICT (lexeme) DO UPDATE SET stories = k.stories + excluded.stories,
                titles = k.titles + excluded.titles""";

    private static final String ADD_WORDS = """
            INSERT INTO search_word (word, lexeme)
            SELECT w.word, w.lexeme FROM unnest(CAST(:words AS text[]), CAST(:lexemes AS text[])) w (word, lexeme)
            WHERE NOT EXISTS (SELECT 1 FROM search_word k WHERE k.word = w.word)
            ON CONFLICT DO NOTHING""";

    private static final String ADD_TERMS = """
            INSERT INTO story_term (story_id, lexeme, published_at, weight)
            SELECT t.story_id, u.lexeme, t.published_at, u.weight
            FROM story_title t, unnest(CAST(:lexemes AS text[]), CAST(:weights AS real[])) u (lexeme, weight)
            WHERE t.story_id = :id""";

    /** What no live story says any more is nothing that a misspelt word may have meant. */
    private static final List<String> FORGET_WORDS = List.of(
            "DELETE FROM search_lexeme WHERE stories <= 0",
            "DELETE FROM search_word w WHERE NOT EXISTS (SELECT 1 FROM search_lexeme k WHERE k.lexeme = w.lexeme)");

    private final EntityManager database;
    private final StoryIndex index;
    private final Evicting evicting;
    private final List<StoryLearner> learners;
    private final OneAtATime learning = new OneAtATime(Infrastructure.getDefaultWorkerPool(), this::learnAll);

    private volatile boolean stopped;

    Learning(EntityManager database, StoryIndex index, Evicting evicting, @All List<StoryLearner> learners) {
        this.database = database;
        this.index = index;
        this.evicting = evicting;
        this.learners = learners;
    }

    @Produces
    @Singleton
    static Recurring often(Learning learning) {
        return new Recurring(Duration.ofSeconds(2), learning::ask);
    }

    @Produces
    @Singleton
    static Recurring nowAndThen(Learning learning) {
        return new Recurring(Duration.ofMinutes(10), learning::forgetWords);
    }

    void start(@Observes StartupEvent event, ChangeWatch watch) {
        watch.wake(learning::ask);
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    public void ask() {
        learning.ask();
    }

    @ActivateRequestContext
    public void forgetWords() {
        QuarkusTransaction.requiringNew().run(() -> {
            if (isMine()) {
                FORGET_WORDS.forEach(sql -> database.createNativeQuery(sql).executeUpdate());
            }
        });
    }

    private void learnAll() {
        boolean more = true;
        while (more && !stopped) {
            more = learnSome();
        }
    }

    /** @return whether there may be more */
    @ActivateRequestContext
    public boolean learnSome() {
        return QuarkusTransaction.requiringNew().call(() -> {
            database.clear();
            return isMine() && learn();
        });
    }

    private boolean isMine() {
        return !database.createNativeQuery("SELECT one FROM search_learner FOR UPDATE SKIP LOCKED")
                .getResultList()
                .isEmpty();
    }

    private boolean learn() {
        int forgotten = database.createNativeQuery(COUNT_OUT)
                .setParameter("tasks", AT_ONCE)
                .executeUpdate();
        Map<String, List<UUID>> tasks = take();
        List<UUID> named = new ArrayList<>(tasks.getOrDefault("author", List.of()));
        named.addAll(tasks.getOrDefault("tag", List.of()));
        if (!named.isEmpty()) {
            spread(named);
        }
        List<UUID> told = tasks.getOrDefault("story", List.of());
        if (!told.isEmpty()) {
            learners.forEach(learner -> learner.toldOf(told));
        }
        List<UUID> stories = kept(told);
        if (!stories.isEmpty()) {
            learn(stories);
            learners.forEach(learner -> learner.changed(stories));
        }
        List<UUID> renamed = kept(tasks.getOrDefault("named", List.of()));
        if (!renamed.isEmpty()) {
            learn(renamed);
        }
        List<UUID> bereft = kept(tasks.getOrDefault("similar", List.of()));
        if (!bereft.isEmpty()) {
            learners.forEach(learner -> learner.bereft(bereft));
        }
        if (forgotten > 0 || !stories.isEmpty() || !renamed.isEmpty()) {
            evicting.evict(Kind.SEARCH, List.of());
        }
        return forgotten > 0 || !tasks.isEmpty() || learnAgain();
    }

    private boolean learnAgain() {
        long all = all();
        @SuppressWarnings("unchecked") // JPA's native queries are untyped
        List<UUID> outgrown = database.createNativeQuery(
                        "SELECT story_id FROM story_title WHERE learnt_among < :few ORDER BY learnt_among LIMIT :stories",
                        UUID.class)
                .setParameter("few", Math.max(all / OUTGROWN, Math.min(all / 2, FEW)))
                .setParameter("stories", AT_ONCE)
                .getResultList();
        List<UUID> stories = kept(outgrown);
        if (!stories.isEmpty()) {
            addTerms(stories, vectors(index.read(stories)), all);
            learners.forEach(learner -> learner.changed(stories));
        }
        return !stories.isEmpty();
    }

    private Map<String, List<UUID>> take() {
        @SuppressWarnings("unchecked") // as above
        List<Tuple> rows = database.createNativeQuery(TAKE, Tuple.class)
                .setParameter("tasks", AT_ONCE)
                .getResultList();
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.get("kind", String.class),
                        TreeMap::new,
                        Collectors.mapping(row -> row.get("subject_id", UUID.class), Collectors.toList())));
    }

    /** The stories of an author or a tag are found by its name. */
    private void spread(List<UUID> named) {
        database.createNativeQuery("""
                        INSERT INTO search_task (kind, subject_id)
                        SELECT 'named', story_id FROM live_story_author WHERE author_id = ANY(CAST(:ids AS uuid[]))
                        UNION SELECT 'named', story_id FROM live_story_tag WHERE tag_id = ANY(CAST(:ids AS uuid[]))""").setParameter("ids", texts(named)).executeUpdate();
    }

    /** Those that are live, and stay so until the transaction is over; who withdraws one has made a task of it. */
    @SuppressWarnings("unchecked") // as above
    private List<UUID> kept(Collection<UUID> stories) {
        return stories.isEmpty()
                ? List.of()
                : database.createNativeQuery(
                                "SELECT story_id FROM live_story WHERE story_id = ANY(CAST(:ids AS uuid[]))"
                                        + " ORDER BY story_id FOR KEY SHARE SKIP LOCKED",
                                UUID.class)
                        .setParameter("ids", texts(stories))
                        .getResultList();
    }

    private void learn(List<UUID> stories) {
        List<StoryText> texts = index.read(stories);
        Map<UUID, StoryVector> vectors = vectors(texts);
        texts.forEach(text -> index.write(text, vectors.get(text.id())));
        @SuppressWarnings("unchecked") // as above
        List<UUID> untaught = database.createNativeQuery(
                        "SELECT story_id FROM story_title WHERE learnt_among IS NULL AND story_id = ANY(CAST(:ids AS uuid[]))",
                        UUID.class)
                .setParameter("ids", texts(stories))
                .getResultList();
        if (untaught.isEmpty()) {
            return;
        }
        database.createNativeQuery(COUNT_IN)
                .setParameter("ids", texts(untaught))
                .executeUpdate();
        addWords(untaught.stream().map(vectors::get).toList());
        addTerms(untaught, vectors, all());
    }

    private static Map<UUID, StoryVector> vectors(List<StoryText> texts) {
        Map<UUID, StoryVector> vectors = new HashMap<>();
        texts.forEach(text -> vectors.put(text.id(), StoryVector.of(text)));
        return vectors;
    }

    private long all() {
        return ((Number) database.createNativeQuery("SELECT coalesce(sum(stories), 0) FROM story_count"
                                + " WHERE subject_id IN (SELECT id FROM category)")
                        .getSingleResult())
                .longValue();
    }

    private void addWords(List<StoryVector> vectors) {
        Map<String, String> words = new TreeMap<>();
        vectors.forEach(vector -> words.putAll(vector.words()));
        database.createNativeQuery(ADD_WORDS)
                .setParameter("words", words.keySet().toArray(String[]::new))
                .setParameter("lexemes", words.values().toArray(String[]::new))
                .executeUpdate();
    }

    private void addTerms(List<UUID> stories, Map<UUID, StoryVector> vectors, long all) {
        String[] lexemes = stories.stream()
                .flatMap(story -> vectors.get(story).weights().keySet().stream())
                .distinct()
                .toArray(String[]::new);
        Map<String, Long> known = known(lexemes);
        database.createNativeQuery("DELETE FROM story_term WHERE story_id = ANY(CAST(:ids AS uuid[]))")
                .setParameter("ids", texts(stories))
                .executeUpdate();
        database.createNativeQuery(
                        "UPDATE story_title SET learnt_among = :all WHERE story_id = ANY(CAST(:ids AS uuid[]))")
                .setParameter("all", all)
                .setParameter("ids", texts(stories))
                .executeUpdate();
        for (UUID story : stories) {
            addTerms(story, Terms.of(vectors.get(story).weights(), known, all, TERMS));
        }
    }

    private void addTerms(UUID story, Map<String, Double> terms) {
        database.createNativeQuery(ADD_TERMS)
                .setParameter("id", story)
                .setParameter("lexemes", terms.keySet().toArray(String[]::new))
                .setParameter(
                        "weights", terms.values().stream().map(String::valueOf).toArray(String[]::new))
                .executeUpdate();
    }

    private Map<String, Long> known(String[] lexemes) {
        @SuppressWarnings("unchecked") // as above
        List<Tuple> rows = database.createNativeQuery(
                        "SELECT lexeme, stories FROM search_lexeme WHERE lexeme = ANY(CAST(:lexemes AS text[]))",
                        Tuple.class)
                .setParameter("lexemes", lexemes)
                .getResultList();
        return rows.stream()
                .collect(Collectors.toMap(
                        row -> row.get("lexeme", String.class),
                        row -> row.get("stories", Integer.class).longValue()));
    }

    private static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
