package org.broadsheet.editorial.story;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.story.FilterNames;
import org.broadsheet.content.story.StoryListParameters;
import org.broadsheet.content.story.StoryStatus;
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

    private static final QueryParameter<StoryStatus> STATUS = QueryParameter.choice(
                    "status", "StoryStatus", StoryStatus.values(), StoryStatus::name)
            .repeated(StoryStatus.values().length)
            .describedAs("Only stories with this status. Repeat it for several. `scheduled` includes live stories"
                    + " with a scheduled revision. Default: all but `deleted`.");

    private static final QueryParameter<String> TEXT = QueryParameter.text("q", "[^\\x00-\\x1F\\x7F-\\x9F]*", 200)
            .accepting("text, at most 200 characters")
            .describedAs("Only stories whose latest revision has these words in its texts, tags or authors, in"
                    + " the syntax of `GET /v1/search`: `\"phrases\"`, `or`, `-`. At most the 10,000 best"
                    + " matches.");

    private static final QueryParameter<Sort> SORT = QueryParameter.choice(
                    "sort", "EditorialStorySort", Sort.values(), Sort::token)
            .orElse(Sort.UPDATED)
            .describedAs("The order; `-` means descending. Stories without the time come first.");

    /** The query parameters of the list. */
    static final List<QueryParameter<?>> PARAMETERS = Stream.of(
                    Stream.of(STATUS),
                    TaxonomyKind.OF_STORIES.stream().map(StoryListParameters::of),
                    Stream.of(TEXT, SORT, PageRequest.LIMIT, PageRequest.CURSOR, PageRequest.TOTAL))
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
                        "story",
                        sort.key,
                        sort.descending,
                        sort.parse)
                .page(database, PageRequest.from(query), filter(query), EditorialStoryItem::from);
    }

    private KeysetQuery.Filter filter(RequestQuery query) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> parameters = new HashMap<>();
        conditions.add("t.purged_at IS NULL");
        List<StoryStatus> statuses = query.all(STATUS);
        if (statuses.isEmpty()) {
            conditions.add("t.status <> 'deleted'");
        } else {
            conditions.add(
                    statuses.contains(StoryStatus.scheduled)
                            ? "(t.status = ANY(:statuses) OR t.scheduled_at IS NOT NULL)"
                            : "t.status = ANY(:statuses)");
            parameters.put("statuses", statuses.stream().map(Enum::name).toArray(String[]::new));
        }
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
