package org.broadsheet.editorial.story;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.story.StoryStatus;
import org.broadsheet.content.taxonomy.EntryNames;
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

    private static final int MAX_VALUES = 50;

    private static final QueryParameter<StoryStatus> STATUS = QueryParameter.choice(
                    "status", "StoryStatus", StoryStatus.values(), StoryStatus::name)
            .repeated(StoryStatus.values().length)
            .describedAs("Only stories with this status. Repeat it for several. `scheduled` includes live stories"
                    + " with a scheduled revision. Default: all but `deleted`.");

    private static final Map<TaxonomyKind, QueryParameter<String>> BY_KIND = new EnumMap<>(TaxonomyKind.class);

    static {
        TaxonomyKind.OF_STORIES.forEach(kind -> BY_KIND.put(kind, names(kind)));
    }

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
                    List.of(STATUS),
                    BY_KIND.values(),
                    List.of(TEXT, SORT, PageRequest.LIMIT, PageRequest.CURSOR, PageRequest.TOTAL))
            .<QueryParameter<?>>flatMap(Collection::stream)
            .toList();

    private final Session database;
    private final EntryNames entries;
    private final DraftIndex index;

    EditorialListQuery(Session database, EntryNames entries, DraftIndex index) {
        this.database = database;
        this.entries = entries;
        this.index = index;
    }

    private static QueryParameter<String> names(TaxonomyKind kind) {
        return QueryParameter.name(kind.word())
                .repeated(MAX_VALUES)
                .describedAs("Only stories of this %s, by slug or id. Repeat it for several.".formatted(kind.word()));
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
        BY_KIND.forEach((kind, parameter) -> {
            List<String> names = query.all(parameter);
            if (!names.isEmpty()) {
                conditions.add((kind.isMany() ? "t.%s && :%s" : "t.%s = ANY(:%s)")
                        .formatted(kind.latestColumn(), kind.plural()));
                parameters.put(
                        kind.plural(), entries.idsOf(kind, names).values().toArray(UUID[]::new));
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
