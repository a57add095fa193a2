package org.broadsheet.related;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.broadsheet.cache.Evicting;
import org.broadsheet.cache.Group.Kind;
import org.broadsheet.search.StoryLearner;

/**
 * Works out which stories are most like each other, so that nobody has to when a reader asks: by the terms that tell
 * them apart and by tags, each by how rare it is. Of each term and tag, the latest stories are looked at; further back,
 * having it in common says little.
 */
@ApplicationScoped
class Similarity implements StoryLearner {

    private static final int LATEST = 100;
    private static final int CANDIDATES = 60;
    private static final int KEPT = 30;

    /** Of stories that link to one, and of those that it links to, so many are compared with it whatever they say. */
    private static final int LINKS = 10;

    /** With fewer left, more are looked for. */
    private static final int TOO_FEW = 20;

    private static final double BY_TERMS = 0.85;
    private static final double BY_TAGS = 0.15;

    /** Of terms, less is chance; a tag in common is none. */
    private static final double LEAST = 0.04;

    /** What an old story loses against one of its day. */
    private static final double BY_AGE = 0.15;

    private static final double YEAR = Duration.ofDays(365).toMillis();

    private static final String CANDIDATE = """
            WITH linked AS MATERIALIZED (
                (SELECT target_id AS story_id FROM live_story_link WHERE story_id = :id LIMIT :links)
                UNION (SELECT story_id FROM live_story_link WHERE target_id = :id ORDER BY story_id DESC LIMIT :links)
            ), term AS (
                SELECT c.story_id, m.lexeme, m.weight * c.weight AS product
                FROM story_term m CROSS JOIN LATERAL (
                    SELECT t.story_id, t.weight FROM story_term t WHERE t.lexeme = m.lexeme
                    ORDER BY t.published_at DESC, t.story_id DESC LIMIT :latest) c
                WHERE m.story_id = :id
                UNION
                SELECT k.story_id, m.lexeme, m.weight * t.weight
                FROM story_term m CROSS JOIN linked k
                JOIN story_term t ON t.story_id = k.story_id AND t.lexeme = m.lexeme
                WHERE m.story_id = :id
            ), termed AS (
                SELECT story_id, sum(product) AS score FROM term GROUP BY story_id
            ), tag_of AS (
                SELECT m.tag_id, 1 / ln(1.5 + (SELECT coalesce(sum(n.stories), 0) FROM story_count n
                                             WHERE n.subject_id = m.tag_id)) AS rarity
                FROM live_story_tag m WHERE m.story_id = :id
            ), shared AS (
                SELECT c.story_id, m.tag_id, m.rarity
                FROM tag_of m CROSS JOIN LATERAL (
                    SELECT t.story_id FROM live_story_tag t WHERE t.tag_id = m.tag_id
                    ORDER BY t.published_at DESC, t.story_id DESC LIMIT :latest) c
                UNION
                SELECT k.story_id, m.tag_id, m.rarity
                FROM tag_of m CROSS JOIN linked k
                JOIN live_story_tag t ON t.story_id = k.story_id AND t.tag_id = m.tag_id
            ), tagged AS (
                SELECT story_id, least(1, sum(rarity)) AS score FROM shared GROUP BY story_id
            ), likely AS (
                SELECT story_id, :byTerms * coalesce(termed.score, 0) + :byTags * coalesce(tagged.score, 0) AS likeness
                FROM termed FULL JOIN tagged USING (story_id)
                WHERE :byTerms * termed.score >= :least OR tagged.score > 0
            )
            SELECT l.story_id, l.title, l.excerpt, l.published_at, s.published_at AS source_at,
                CAST(k.likeness AS float8) AS likeness, k.story_id IN (SELECT story_id FROM linked) AS linked
            FROM likely k JOIN live_story l ON l.story_id = k.story_id
            JOIN live_story s ON s.story_id = :id AND s.language = l.language AND s.story_id <> l.story_id
            ORDER BY linked DESC, k.likeness DESC, l.published_at DESC, l.story_id DESC LIMIT :candidates
            FOR KEY SHARE OF l SKIP LOCKED""";

    private static final String PUT = """
            INSERT INTO story_similar (story_id, similar_id, score, linked)
            SELECT u.story_id, u.similar_id, u.score, u.linked
            FROM unnest(CAST(:stories AS uuid[]), CAST(:similar AS uuid[]), CAST(:scores AS real[]),
                CAST(:linked AS boolean[])) u (story_id, similar_id, score, linked)
            ON CONFLICT (story_id, similar_id) DO UPDATE SET score = excluded.score, linked = excluded.linked""";

    /** Of what others are like. One that is being withdrawn takes its rows along, and would wait for us while we wait for it. */
    private static final String TAKE_OUT = """
            DELETE FROM story_similar s USING (
                SELECT l.story_id FROM live_story l
                WHERE l.story_id IN (
                    SELECT o.story_id FROM story_similar o WHERE o.similar_id = ANY(CAST(:ids AS uuid[])))
                FOR KEY SHARE OF l SKIP LOCKED) k
            WHERE s.story_id = k.story_id AND s.similar_id = ANY(CAST(:ids AS uuid[]))""";

    private static final String TRIM = """
            DELETE FROM story_similar s USING (
                SELECT story_id, similar_id, row_number() OVER (
                    PARTITION BY story_id ORDER BY linked DESC, score DESC, similar_id DESC)
                    AS place
                FROM story_similar WHERE story_id = ANY(CAST(:stories AS uuid[]))) r
            WHERE r.place > :kept AND s.story_id = r.story_id AND s.similar_id = r.similar_id""";

    private static final String SHORT = """
            SELECT i.id FROM unnest(CAST(:stories AS uuid[])) i (id)
            WHERE (SELECT count(*) FROM story_similar s JOIN live_story l ON l.story_id = s.similar_id
                   WHERE s.story_id = i.id) < :few""";

    private final EntityManager database;
    private final Evicting evicting;

    Similarity(EntityManager database, Evicting evicting) {
        this.database = database;
        this.evicting = evicting;
    }

    /** A story that may be like another, and how much. */
    private record Candidate(
            UUID id, String text, Instant publishedAt, Instant sourceAt, double likeness, boolean linked) {

        static Candidate from(Tuple row) {
            return new Candidate(
                    row.get("story_id", UUID.class),
                    row.get("title", String.class) + " " + row.get("excerpt", String.class),
                    row.get("published_at", Instant.class),
                    row.get("source_at", Instant.class),
                    row.get("likeness", Double.class),
                    row.get("linked", Boolean.class));
        }

        /** Of this one, to readers of the source. */
        double score() {
            return likeness * freshness(Duration.between(publishedAt, sourceAt));
        }

        /** Of the source, to readers of this one. */
        double scoreOfSource() {
            return likeness * freshness(Duration.between(sourceAt, publishedAt));
        }

        private static double freshness(Duration older) {
            return 1 - BY_AGE + BY_AGE * Math.exp(-Math.max(0, older.toMillis()) / YEAR);
        }
    }

    /** Those that have gone are like nothing any more; nobody has seen them since. */
    @Override
    public void toldOf(List<UUID> stories) {
        @SuppressWarnings("unchecked") // JPA's native queries are untyped
        List<UUID> gone = database.createNativeQuery(
                        "SELECT id FROM unnest(CAST(:ids AS uuid[])) i (id)"
                                + " WHERE NOT EXISTS (SELECT 1 FROM live_story l WHERE l.story_id = id)",
                        UUID.class)
                .setParameter("ids", texts(stories))
                .getResultList();
        takeOut(gone);
    }

    @Override
    public void changed(List<UUID> stories) {
        stories.forEach(this::compare);
    }

    @Override
    public void bereft(List<UUID> stories) {
        List<UUID> few = shortOf(stories);
        few.forEach(story -> replace(story, candidates(story)));
        if (!few.isEmpty()) {
            evicting.evict(Kind.SIMILAR_TO, few);
        }
    }

    /** Finds what the story is like, and takes its place among what those are like. */
    private void compare(UUID story) {
        Map<UUID, Float> former = scores(story);
        takeOut(List.of(story));
        List<Candidate> candidates = candidates(story);
        replace(story, candidates);
        List<UUID> others = candidates.stream().map(Candidate::id).toList();
        put(others, others.stream().map(any -> story).toList(), candidates, Candidate::scoreOfSource);
        database.createNativeQuery(TRIM)
                .setParameter("stories", texts(others))
                .setParameter("kept", KEPT)
                .executeUpdate();
        Map<UUID, Float> now = scores(story);
        Set<UUID> different = new LinkedHashSet<>(former.keySet());
        different.addAll(now.keySet());
        different.removeIf(other -> Objects.equals(former.get(other), now.get(other)));
        different.add(story);
        evicting.evict(Kind.SIMILAR_TO, different);
        lookForMore(
                former.keySet().stream().filter(left -> !now.containsKey(left)).toList());
    }

    private void takeOut(List<UUID> stories) {
        database.createNativeQuery(TAKE_OUT).setParameter("ids", texts(stories)).executeUpdate();
    }

    /** Of the story, among what others are like. */
    private Map<UUID, Float> scores(UUID story) {
        @SuppressWarnings("unchecked") // as above
        List<Tuple> rows = database.createNativeQuery(
                        "SELECT story_id, score FROM story_similar WHERE similar_id = :id", Tuple.class)
                .setParameter("id", story)
                .getResultList();
        return rows.stream()
                .collect(
                        Collectors.toMap(row -> row.get("story_id", UUID.class), row -> row.get("score", Float.class)));
    }

    private void lookForMore(List<UUID> left) {
        if (!left.isEmpty()) {
            database.createNativeQuery("INSERT INTO search_task (kind, subject_id)"
                            + " SELECT 'similar', id FROM unnest(CAST(:ids AS uuid[])) i (id)")
                    .setParameter("ids", texts(left))
                    .executeUpdate();
        }
    }

    @SuppressWarnings("unchecked") // as above
    private List<UUID> shortOf(List<UUID> stories) {
        return database.createNativeQuery(SHORT, UUID.class)
                .setParameter("stories", texts(stories))
                .setParameter("few", TOO_FEW)
                .getResultList();
    }

    private List<Candidate> candidates(UUID story) {
        Query query = database.createNativeQuery(CANDIDATE, Tuple.class)
                .setParameter("id", story)
                .setParameter("latest", LATEST)
                .setParameter("links", LINKS)
                .setParameter("byTerms", BY_TERMS)
                .setParameter("byTags", BY_TAGS)
                .setParameter("least", LEAST)
                .setParameter("candidates", CANDIDATES);
        @SuppressWarnings("unchecked") // as above
        List<Tuple> rows = query.getResultList();
        return rows.stream()
                .map(Candidate::from)
                .sorted(Comparator.comparing(Candidate::linked)
                        .thenComparingDouble(Candidate::score)
                        .reversed())
                .toList();
    }

    private void replace(UUID story, List<Candidate> candidates) {
        database.createNativeQuery("DELETE FROM story_similar WHERE story_id = :id")
                .setParameter("id", story)
                .executeUpdate();
        List<Candidate> kept = NearDuplicates.without(candidates, KEPT, Candidate::text, Candidate::linked);
        List<UUID> others = kept.stream().map(Candidate::id).toList();
        put(others.stream().map(any -> story).toList(), others, kept, Candidate::score);
    }

    private void put(
            List<UUID> stories, List<UUID> similar, List<Candidate> candidates, ToDoubleFunction<Candidate> score) {
        database.createNativeQuery(PUT)
                .setParameter("stories", texts(stories))
                .setParameter("similar", texts(similar))
                .setParameter(
                        "scores",
                        candidates.stream()
                                .map(candidate -> String.valueOf(score.applyAsDouble(candidate)))
                                .toArray(String[]::new))
                .setParameter(
                        "linked",
                        candidates.stream()
                                .map(candidate -> String.valueOf(candidate.linked()))
                                .toArray(String[]::new))
                .executeUpdate();
    }

    private static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
