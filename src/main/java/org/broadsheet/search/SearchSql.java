package org.broadsheet.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.broadsheet.paging.PageRequest;
import org.broadsheet.search.SearchDatabase.Sample;
import org.broadsheet.search.SearchPlan.Point;
import org.broadsheet.search.SearchPlan.Way;
import org.broadsheet.story.StoryFilter;
import org.broadsheet.story.StoryListSql;

/**
 * The SQL of one search. PostgreSQL is left no choice of how to find the matches: it knows nothing of how many there are
 * where the query is a parameter, and the wrong way takes seconds. What is looked at story by story is written as
 * {@code ts_match_vq}, which no index is made for, and what is to come of an index as {@code @@}.
 */
final class SearchSql {

    /** A story that lies in the ranked part by its time stays in it, even if many are published meanwhile. */
    private static final int NO_LIMIT = 100_000;

    /** Terms that are scored one by one; a longer query is no better understood by more. */
    private static final int SCORED = 8;

    /** What D, C, B and A are worth. */
    private static final String WEIGHTS = "CAST('{0.15,0.3,0.6,1.0}' AS real[])";

    private static final String NEWEST_FIRST = " ORDER BY r.sort_key DESC, r.story_id DESC";

    private static final String MATCH = "(SELECT CAST(:match AS tsquery))";

    /** By the index alone, as long as a match is a matter of which words there are and not of their places. */
    static final String COUNT_TO_LIMIT =
            "SELECT count(*) FROM (SELECT 1 FROM story_search s WHERE s.vector @@ " + MATCH + " LIMIT :limit) m";

    private static final String MATCHES =
            "(SELECT ts_match_vq(s.vector, " + MATCH + ") FROM story_search s WHERE s.story_id = %s.story_id)";

    private final CompiledQuery query;
    private final SearchPlan plan;
    private final StoryFilter filter;
    private final int titles;
    private final int reach;
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    SearchSql(CompiledQuery query, SearchPlan plan, StoryFilter filter, SearchConfig config) {
        this.query = query;
        this.plan = plan;
        this.filter = filter;
        this.titles = config.rankedTitles();
        this.reach = config.reach();
        parameters.put("match", query.matching(plan.any()));
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    /** All matches, as a common table expression {@code matched} of {@code story_id} and {@code published_at}. */
    private String matched() {
        StoryListSql list = new StoryListSql(filter);
        parameters.putAll(list.parameters());
        if (plan.way() == Way.FILTER) {
            return "matched AS MATERIALIZED (SELECT l.story_id, l.published_at FROM live_story l"
                    + where(list.and(MATCHES.formatted("l")).conditions()) + ")";
        }
        String hits = "SELECT s.story_id, s.published_at FROM story_search s WHERE s.vector @@ " + MATCH;
        return list.conditions().isEmpty()
                ? "matched AS MATERIALIZED (" + hits + ")"
                : "hit AS MATERIALIZED (" + hits + "), matched AS MATERIALIZED ("
                        + "SELECT l.story_id, l.published_at FROM hit JOIN live_story l ON l.story_id = hit.story_id"
                        + where(list.conditions()) + ")";
    }

    private static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    /**
     * Stories that pass the filter from the latest back, beyond a place, as far as they are looked at.
     *
     * @param to the last place of those; none where they are looked at as far as {@code :reach}
     */
    private String looked(Optional<Point> after, Optional<Point> to) {
        StoryListSql list = new StoryListSql(filter);
        to.ifPresent(place -> list.and(notBelow("floor", place, "l")));
        parameters.put("reach", to.isPresent() ? NO_LIMIT : reach);
        String rows = list.rows(
                after.map(place -> new PageRequest.Place<>((Object) place.publishedAt(), place.id())), "reach");
        parameters.putAll(list.parameters());
        return rows;
    }

    /** Those of them that match, {@code :rows} of them. */
    private String walked(Optional<Point> after, Optional<Point> to, String condition) {
        return "SELECT r.story_id, r.sort_key FROM (" + looked(after, to) + ") r WHERE " + MATCHES.formatted("r")
                + condition + NEWEST_FIRST + " LIMIT :rows";
    }

    /**
     * How far back a walk beyond a place looks, whatever matches: its last story, as {@code story_id} and {@code published_at}; no row
     * where it looks at all that there are.
     */
    String end(Optional<Point> after) {
        parameters.clear();
        parameters.put("last", reach - 1);
        return "SELECT r.story_id, r.sort_key AS published_at FROM (" + looked(after, Optional.empty()) + ") r"
                + NEWEST_FIRST + " OFFSET :last";
    }

    /**
     * The ranked part, as rows of {@code story_id}, {@code published_at}, {@code score} and numbers: {@code total} of all
     * matches where they are known, {@code latest} and {@code titles} of those that are ranked by each way.
     *
     * @param window how many of the latest matches are ranked
     * @param withTitles whether those whose title matches are ranked besides
     * @param most rows
     */
    String ranked(int window, boolean withTitles, Optional<SearchPlan.Place> after, int most) {
        parameters.put("most", most);
        String candidates = plan.way() == Way.WALK ? walkedCandidates(window, withTitles) : foundCandidates(window);
        String beyond = "";
        if (after.isPresent()) {
            parameters.put("score", after.get().key());
            parameters.put("after", after.get().id());
            beyond = " WHERE (score, story_id) < (:score, :after)";
        }
        return "WITH " + candidates + ", scored AS MATERIALIZED (SELECT c.story_id, c.published_at, " + score()
                + " AS score FROM candidate c JOIN story_search s ON s.story_id = c.story_id"
                + " JOIN story_title t ON t.story_id = c.story_id)"
                + " SELECT story_id, published_at, CAST(score AS float8) AS score, n.* FROM scored, number n" + beyond
                + " ORDER BY score DESC, story_id DESC LIMIT :most";
    }

    private String foundCandidates(int window) {
        String part = plan.floor() == null ? "" : " WHERE " + notBelow("floor", plan.floor(), "m");
        parameters.put("window", plan.floor() == null ? window : NO_LIMIT);
        return matched() + ", candidate AS MATERIALIZED (SELECT m.story_id, m.published_at FROM matched m" + part
                + " ORDER BY m.published_at DESC, m.story_id DESC LIMIT :window), number AS (SELECT"
                + " (SELECT count(*) FROM matched) AS total, (SELECT count(*) FROM candidate) AS latest, "
                + last("candidate", "published_at", "last") + ", CAST(0 AS bigint) AS titles, "
                + last("(SELECT NULL AS published_at, NULL AS story_id WHERE false)", "published_at", "title") + ")";
    }

    private String walkedCandidates(int window, boolean withTitles) {
        String latest = walked(Optional.empty(), Optional.ofNullable(plan.floor()), "");
        parameters.put("rows", plan.floor() == null ? window : NO_LIMIT);
        String titles =
                withTitles ? titled() : "titled AS (SELECT story_id, published_at FROM story_title WHERE false)";
        return "latest AS MATERIALIZED (" + latest + "), " + titles + ","
                + " candidate AS MATERIALIZED (SELECT story_id, sort_key AS published_at FROM latest"
                + " UNION SELECT story_id, published_at FROM titled), number AS (SELECT CAST(0 AS bigint) AS total,"
                + " (SELECT count(*) FROM latest) AS latest, " + last("latest", "sort_key", "last")
                + ", (SELECT count(*) FROM titled) AS titles, " + last("titled", "published_at", "title") + ")";
    }

    private static String last(String table, String time, String name) {
        String order = " FROM " + table + " z ORDER BY z." + time + ", z.story_id LIMIT 1)";
        return "CAST((SELECT z." + time + order + " AS timestamptz) AS " + name + "_at, CAST((SELECT z.story_id" + order
                + " AS uuid) AS " + name + "_id";
    }

    private String titled() {
        StoryListSql list = new StoryListSql(filter).and(MATCHES.formatted("l"));
        parameters.putAll(list.parameters());
        String part = plan.titleFloor() == null ? "" : " AND " + notBelow("titleFloor", plan.titleFloor(), "t");
        parameters.put("titles", plan.titleFloor() == null ? titles : NO_LIMIT);
        parameters.put("titleMatch", query.matchingTitle(plan.any()));
        return "title AS MATERIALIZED (SELECT t.story_id, t.published_at FROM story_title t"
                + " WHERE t.vector @@ (SELECT CAST(:titleMatch AS tsquery))" + part + "), titled AS MATERIALIZED ("
                + "SELECT l.story_id, l.published_at FROM title t JOIN live_story l ON l.story_id = t.story_id"
                + where(list.conditions()) + " ORDER BY t.published_at DESC, t.story_id DESC LIMIT :titles)";
    }

    private String notBelow(String name, Point point, String table) {
        parameters.put(name + "At", point.publishedAt());
        parameters.put(name + "Id", point.id());
        return "(%1$s.published_at, %1$s.story_id) >= (:%2$sAt, :%2$sId)".formatted(table, name);
    }

    /**
     * What is not ranked, the latest first.
     *
     * @param after the place of the last one, or where the ranked part ends
     */
    String rest(Point after, int rows) {
        if (plan.way() != Way.WALK) {
            return newest(Optional.of(after), rows);
        }
        parameters.put("rows", rows);
        String condition = plan.titleFloor() == null ? "" : " AND NOT " + isRankedByTitle();
        return "SELECT story_id, sort_key AS published_at, CAST(0 AS float8) AS score FROM ("
                + walked(Optional.of(after), Optional.empty(), condition) + ") r";
    }

    private String isRankedByTitle() {
        parameters.put("titleMatch", query.matchingTitle(plan.any()));
        return "((SELECT ts_match_vq(t.vector, (SELECT CAST(:titleMatch AS tsquery))) AND "
                + notBelow("titleFloor", plan.titleFloor(), "t")
                + " FROM story_title t WHERE t.story_id = r.story_id))";
    }

    /** Matches in the order of publication, the latest first. */
    String newest(Optional<Point> after, int rows) {
        parameters.put("rows", rows);
        if (plan.way() == Way.WALK) {
            return "SELECT story_id, sort_key AS published_at, CAST(0 AS float8) AS score FROM ("
                    + walked(after, Optional.empty(), "") + ") r";
        }
        String matched = matched();
        String beyond = "";
        if (after.isPresent()) {
            parameters.put("afterAt", after.get().publishedAt());
            parameters.put("afterId", after.get().id());
            beyond = " WHERE (m.published_at, m.story_id) < (:afterAt, :afterId)";
        }
        return "WITH " + matched + " SELECT m.story_id, m.published_at, CAST(0 AS float8) AS score FROM matched m"
                + beyond + " ORDER BY m.published_at DESC, m.story_id DESC LIMIT :rows";
    }

    /** How many match, counted. */
    String count() {
        return "WITH " + matched() + " SELECT count(*) FROM matched";
    }

    /** How many of a sample match. */
    String count(Sample sample) {
        return "WITH " + sampled(sample) + " SELECT count(*) FROM matched";
    }

    private String sampled(Sample sample) {
        parameters.put("percent", sample.percent());
        StoryListSql list = new StoryListSql(filter);
        parameters.putAll(list.parameters());
        List<String> conditions = new ArrayList<>(list.conditions());
        String join = conditions.isEmpty() ? "" : " JOIN live_story l ON l.story_id = s.story_id";
        conditions.add("ts_match_vq(s.vector, " + MATCH + ")");
        return "matched AS MATERIALIZED (SELECT s.story_id, s.published_at FROM story_search s"
                + " TABLESAMPLE SYSTEM (:percent) REPEATABLE (1)" + join + where(conditions) + ")";
    }

    /** The numbers of matches, or of those in the sample where matches are not looked for as a whole. */
    String facets(Iterable<Facet> facets, Sample sample) {
        List<String> counts = new ArrayList<>();
        facets.forEach(facet -> counts.add(facet.sql()));
        return "WITH " + (plan.way() == Way.WALK ? sampled(sample) : matched()) + " "
                + String.join(" UNION ALL ", counts);
    }

    /**
     * Terms count by how rare they are; then words in a row, in the title above all; then age, gently: what is a year old
     * has lost most of a tenth.
     */
    private String score() {
        List<String> terms = new ArrayList<>();
        double sum = 0;
        List<Term> required = query.required();
        for (int i = 0;
                i < Math.min(SCORED, Math.min(required.size(), plan.rarities().size()));
                i++) {
            parameters.put("term" + i, required.get(i).query());
            parameters.put("rarity" + i, plan.rarities().get(i));
            sum += plan.rarities().get(i);
            terms.add(
                    ":rarity" + i + " * ts_rank(" + WEIGHTS + ", s.vector, (SELECT CAST(:term" + i + " AS tsquery)))");
        }
        parameters.put("rarities", Math.max(sum, 0.001));
        parameters.put("asOf", plan.asOf());
        parameters.put("titleWords", query.titleWords());
        String phrase = "";
        if (!query.phrase().isEmpty()) {
            parameters.put("phrase", query.phrase().get(0).query());
            phrase = " + CASE WHEN ts_match_vq(s.vector, (SELECT CAST(:phrase AS tsquery))) THEN 0.2 ELSE 0 END"
                    + " + CASE WHEN ts_match_vq(t.vector, (SELECT CAST(:phrase AS tsquery))) THEN 0.3 ELSE 0 END";
        }
        return "((" + String.join(" + ", terms) + ") / :rarities" + phrase
                + " + CASE WHEN t.words = :titleWords THEN 0.5 ELSE 0 END)"
                + " * (0.9 + 0.1 * exp(-greatest(0, CAST(extract(epoch FROM CAST(:asOf AS timestamptz) - c.published_at)"
                + " AS float8)) / 15552000.0))";
    }
}
