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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

    /** Terms of a story; more tell it apart no better. */
    private static final int TERMS = 40;

    /**
     * What tells a story apart among four times as many stories is something else; among few, whose rare words are chance,
     * among twice as many.
     */
    private static final String TOO_FEW = """
            (SELECT greatest(stories / 4, least(stories / 2, 250)) FROM (
                SELECT CAST(sum(stories) AS bigint) AS stories FROM story_count
                WHERE subject_id IN (SELECT id FROM category)) live)""";

    private static final String OUTGROWN = "SELECT story_id FROM story_title WHERE learnt_among < " + TOO_FEW
            + " ORDER BY learnt_among LIMIT :stories";

    /** The least one is in the index; whether there is any would be looked for among all stories. */
    private static final String HAS_WORK =
            "EXISTS (SELECT 1 FROM search_task) OR (SELECT min(learnt_among) FROM story_title) < " + TOO_FEW;

    /** The latest tasks, and with them the earlier ones that ask for the same. */
    private static final String TAKE = """
            WITH latest AS (
                SELECT kind, subject_id FROM search_task WHERE kind <> 'forget' ORDER BY id DESC LIMIT :tasks),
            taken AS (
                DELETE FROM search_task t USING latest l
                WHERE t.subject_id = l.subject_id AND t.kind = l.kind AND t.kind <> 'forget'
                RETURNING t.kind, t.subject_id)
            SELECT DISTINCT kind, subject_id FROM taken""";

    /** What a story said and still says is counted neither out nor in: that is nearly all of it. */
    private static final String COUNT = """
            WITH gone AS (
                DELETE FROM search_task WHERE id IN (
                    SELECT id FROM search_task WHERE kind = 'forget' ORDER BY id DESC LIMIT :tasks) RETURNING vector),
            said AS (
                SELECT u.lexeme, u.weights, 1 AS number
                FROM story_search s, unnest(s.vector) u WHERE s.story_id = ANY(CAST(:ids AS uuid[]))
                UNION ALL SELECT u.lexeme, u.weights, -1 FROM gone, unnest(gone.vector) u),
            difference AS (
                SELECT lexeme, sum(number) AS stories,
                    coalesce(sum(number) FILTER (WHERE 'A' = ANY(weights)), 0) AS titles
                FROM said GROUP BY lexeme),
            counted AS (
                INSERT INTO search_lexeme AS k (lexeme, stories, titles)
                SELECT lexeme, stories, titles FROM difference WHERE stories <> 0 OR titles <> 0 ORDER BY lexeme
                ON CONFLICT (lexeme) DO UPDATE SET stories = k.stories + excluded.stories,
                    titles = k.titles + excluded.titles)
            SELECT count(*) FROM gone""";

    private static final String ADD_WORDS = """
            INSERT INTO search_word (word, lexeme)
            SELECT w.word, w.lexeme FROM unnest(CAST(:words AS text[]), CAST(:lexemes AS text[])) w (word, lexeme)
            WHERE NOT EXISTS (SELECT 1 FROM search_word k WHERE k.word = w.word)
            ON CONFLICT DO NOTHING""";

    private static final String REMOVE_TERMS =
            "DELETE FROM story_term WHERE story_id = :id AND lexeme <> ALL(CAST(:lexemes AS text[]))";

    private static final String SET_TERMS = """
            INSERT INTO story_term AS k (story_id, lexeme, published_at, weight)
            SELECT t.story_id, u.lexeme, t.published_at, u.weight
            FROM story_title t, unnest(CAST(:lexemes AS text[]), CAST(:weights AS real[])) u (lexeme, weight)
            WHERE t.story_id = :id
            ON CONFLICT (story_id, lexeme) DO UPDATE SET weight = excluded.weight WHERE k.weight <> excluded.weight""";

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
        return Recurring.where(HAS_WORK, Duration.ofSeconds(5), learning::ask);
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
            if (isMine("true")) {
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
            return isMine(HAS_WORK) && learn();
        });
    }

    /** @param condition where it does not hold, nothing is locked: a lock has a transaction written to the disk */
    private boolean isMine(String condition) {
        return !database.createNativeQuery(
                        "SELECT one FROM search_learner WHERE " + condition + " FOR UPDATE SKIP LOCKED")
                .getResultList()
                .isEmpty();
    }

    private boolean learn() {
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
        Set<UUID> differing = new TreeSet<>(stories);
        differing.addAll(kept(tasks.getOrDefault("named", List.of())));
        boolean counted = learn(differing);
        if (!stories.isEmpty()) {
            learners.forEach(learner -> learner.changed(stories));
        }
        List<UUID> bereft = kept(tasks.getOrDefault("similar", List.of()));
        if (!bereft.isEmpty()) {
            learners.forEach(learner -> learner.bereft(bereft));
        }
        if (counted || !differing.isEmpty()) {
            evicting.evict(Kind.SEARCH, List.of());
        }
        return counted || !tasks.isEmpty() || learnAgain();
    }

    private boolean learnAgain() {
        @SuppressWarnings("unchecked") // JPA's native queries are untyped
        List<UUID> outgrown = database.createNativeQuery(OUTGROWN, UUID.class)
                .setParameter("stories", AT_ONCE)
                .getResultList();
        List<UUID> stories = kept(outgrown);
        if (!stories.isEmpty()) {
            setTerms(stories, vectors(index.read(stories)), all());
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

    /** @return whether there was something to forget */
    private boolean learn(Collection<UUID> stories) {
        List<StoryText> texts = index.read(stories);
        Map<UUID, StoryVector> vectors = vectors(texts);
        texts.forEach(text -> index.write(text, vectors.get(text.id())));
        @SuppressWarnings("unchecked") // as above
        List<UUID> untaught = database.createNativeQuery(
                        "SELECT story_id FROM story_title WHERE learnt_among IS NULL AND story_id = ANY(CAST(:ids AS uuid[]))",
                        UUID.class)
                .setParameter("ids", texts(stories))
                .getResultList();
        boolean counted = count(untaught);
        if (!untaught.isEmpty()) {
            addWords(untaught.stream().map(vectors::get).toList());
            setTerms(untaught, vectors, all());
        }
        return counted;
    }

    private boolean count(List<UUID> untaught) {
        return ((Number) database.createNativeQuery(COUNT)
                                .setParameter("ids", texts(untaught))
                                .setParameter("tasks", AT_ONCE)
                                .getSingleResult())
                        .intValue()
                > 0;
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

    private void setTerms(List<UUID> stories, Map<UUID, StoryVector> vectors, long all) {
        String[] lexemes = stories.stream()
                .flatMap(story -> vectors.get(story).weights().keySet().stream())
                .distinct()
                .toArray(String[]::new);
        Map<String, Long> known = known(lexemes);
        database.createNativeQuery(
                        "UPDATE story_title SET learnt_among = :all WHERE story_id = ANY(CAST(:ids AS uuid[]))")
                .setParameter("all", all)
                .setParameter("ids", texts(stories))
                .executeUpdate();
        for (UUID story : stories) {
            setTerms(story, Terms.of(vectors.get(story).weights(), known, all, TERMS));
        }
    }

    private void setTerms(UUID story, Map<String, Double> terms) {
        String[] lexemes = terms.keySet().toArray(String[]::new);
        database.createNativeQuery(REMOVE_TERMS)
                .setParameter("id", story)
                .setParameter("lexemes", lexemes)
                .executeUpdate();
        database.createNativeQuery(SET_TERMS)
                .setParameter("id", story)
                .setParameter("lexemes", lexemes)
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
