package org.broadsheet.editorial.story;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.story.FilterNames;
import org.broadsheet.content.story.StoryListParameters;
import org.broadsheet.discovery.search.DraftIndex;
import org.broadsheet.platform.database.Timestamps;
import org.broadsheet.platform.paging.KeysetQuery;
import org.broadsheet.platform.paging.Page;
import org.broadsheet.platform.paging.PageRequest;
import org.broadsheet.platform.query.QueryParameter;
import org.broadsheet.platform.query.RequestQuery;
import org.hibernate.Session;

/** Lists stories for editors, filtered by the content of the latest revision and by status. */
@ApplicationScoped
public class EditorialListQuery {

    private static final QueryParameter<StatusFilter> STATUS = QueryParameter.choice(
                    "status", "StoryStatusFilter", StatusFilter.values(), StatusFilter::name)
            .repeated(StatusFilter.values().length)
            .describedAs("Only stories with this status. Repeat it for several. `scheduled` includes live stories"
                    + " with a scheduled revision; `changed` means live stories with a later revision. Default: all"
                    + " but `deleted`.");

    private static final QueryParameter<String> LANGUAGE =
            QueryParameter.language("language").describedAs("Only stories in this language.");

    private static final QueryParameter<Instant> UPDATED_AFTER = QueryParameter.time("updatedAfter")
            .describedAs("Only stories that changed, or whose status changed, after this time.");

    private static final QueryParameter<String> SAVED_BY = QueryParameter.text(
                    "savedBy", "[^\\x00-\\x1F\\x7F-\\x9F]+", 255)
            .accepting("the `id` of an actor")
            .describedAs(
                    "Only stories whose latest revision this actor saved: the id of a key, or the `sub` of a person.");

    private static final QueryParameter<Boolean> HAS_IMAGE =
            QueryParameter.flag("hasImage").orElse(null).describedAs("Only stories with an image, or without one.");

    private static final QueryParameter<String> TEXT = QueryParameter.text("q", "[^\\x00-\\x1F\\x7F-\\x9F]*", 200)
            .accepting("text, at most 200 characters")
            .describedAs("Only stories whose latest revision has these words in its texts, tags or authors, in"
                    + " the syntax of `GET /v1/search`: `\"phrases\"`, `or`, `-`. At most the 10,000 best"
                    + " matches.");

    private static final QueryParameter<Sort> SORT = QueryParameter.choice(
                    "sort", "EditorialStorySort", Sort.values(), Sort::token)
            .orElse(Sort.UPDATED)
            .describedAs("The order; `-` means descending. Stories without the time come first.");

    /** The conditions of parameters with one value, which has the name of the parameter. */
    private static final Map<QueryParameter<?>, String> CONDITIONS = Map.of(
            LANGUAGE, "t.language = :language",
            UPDATED_AFTER, "t.updated_at > :updatedAfter",
            SAVED_BY, "t.saved_by ->> 'id' = :savedBy",
            HAS_IMAGE, "(t.content -> 'image' IS NOT NULL) = :hasImage");

    /** Stories with their latest revisions; a purged story has none. */
    private static final String LATEST = """
            (SELECT s.*, r.content, r.saved_by, r.saved_at FROM story s
             JOIN revision r ON r.story_id = s.id AND r.number = s.latest_revision)""";

    /** The query parameters of the list. */
    static final List<QueryParameter<?>> PARAMETERS = Stream.of(
                    Stream.of(STATUS),
                    TaxonomyKind.OF_STORIES.stream().map(StoryListParameters::of),
                    Stream.of(
                            LANGUAGE,
                            UPDATED_AFTER,
                            SAVED_BY,
                            HAS_IMAGE,
                            TEXT,
                            SORT,
                            PageRequest.LIMIT,
                            PageRequest.CURSOR,
                            PageRequest.TOTAL))
            .<QueryParameter<?>>flatMap(Function.identity())
            .toList();

    private final Session database;
    private final FilterNames names;
    private final DraftIndex index;

    EditorialListQuery(Session database, FilterNames names, DraftIndex index) {
        this.database = database;
        this.names = names;
        this.index = index;
    }

    Page<EditorialStoryItem> page(RequestQuery query) {
        Sort sort = query.get(SORT);
        return new KeysetQuery<>(
                        EditorialStoryItem.Row.class,
                        EditorialStoryItem.Row.COLUMNS + ", " + sort.key + " AS sort_key",
                        LATEST,
                        sort.key,
                        sort.descending,
                        sort.parse)
                .page(database, PageRequest.from(query), filter(query), EditorialStoryItem::from);
    }

    private KeysetQuery.Filter filter(RequestQuery query) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> parameters = new HashMap<>();
        conditions.add("t.purged_at IS NULL");
        List<StatusFilter> statuses = query.all(STATUS);
        conditions.add(
                statuses.isEmpty()
                        ? "t.status <> 'deleted'"
                        : statuses.stream()
                                .map(status -> status.condition)
                                .collect(Collectors.joining(" OR ", "(", ")")));
        CONDITIONS.forEach((parameter, condition) -> query.find(parameter).ifPresent(value -> {
            conditions.add(condition);
            parameters.put(parameter.name(), value);
        }));
        names.editorialIds(query, TaxonomyKind.OF_STORIES).forEach((kind, ids) -> {
            if (!ids.isEmpty()) {
                conditions.add((kind.isMany() ? "t.%s && :%s" : "t.%s = ANY(:%s)")
                        .formatted(kind.latestColumn(), kind.plural()));
                parameters.put(kind.plural(), ids.toArray(UUID[]::new));
            }
        });
        query.find(TEXT).ifPresent(text -> {
            conditions.add("t.id = ANY(:found)");
            parameters.put("found", index.find(text).toArray(UUID[]::new));
        });
        return new KeysetQuery.Filter(String.join(" AND ", conditions), parameters);
    }

    /** What a story may be; not a column of its own, since a story can be several of these. */
    private enum StatusFilter {
        draft("t.status = 'draft'"),
        scheduled("t.scheduled_at IS NOT NULL"),
        published("t.status = 'published'"),
        changed("EXISTS (SELECT FROM live_story l WHERE l.story_id = t.id AND l.revision <> t.latest_revision)"),
        unpublished("t.status = 'unpublished'"),
        deleted("t.status = 'deleted'");

        private final String condition;

        StatusFilter(String condition) {
            this.condition = condition;
        }
    }

    /** The sort orders; an index supports each of them. */
    private enum Sort {
        UPDATED("-updatedAt", "t.updated_at", true),
        LEAST_UPDATED("updatedAt", "t.updated_at", false),
        NEWEST("-createdAt", "t.created_at", true),
        OLDEST("createdAt", "t.created_at", false),
        PUBLISHED("-publishedAt", orEarliest("t.published_at"), true),
        FIRST_PUBLISHED("publishedAt", orEarliest("t.published_at"), false),
        SCHEDULED("scheduledAt", orEarliest("t.scheduled_at"), false),
        LAST_SCHEDULED("-scheduledAt", orEarliest("t.scheduled_at"), true),
        TITLE("title", "t.title_key", false, key -> key);

        private final String token;
        private final String key;
        private final boolean descending;
        private final Function<String, Object> parse;

        Sort(String token, String key, boolean descending) {
            this(token, key, descending, Timestamps::parse);
        }

        Sort(String token, String key, boolean descending, Function<String, Object> parse) {
            this.token = token;
            this.key = key;
            this.descending = descending;
            this.parse = parse;
        }

        private static String orEarliest(String time) {
            return "coalesce(" + time + ", '0001-01-01 00:00:00+00')";
        }

        String token() {
            return token;
        }
    }
}
