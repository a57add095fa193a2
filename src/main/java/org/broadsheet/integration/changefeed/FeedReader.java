package org.broadsheet.integration.changefeed;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.story.FilterNames;
import org.broadsheet.content.story.StoryField;
import org.broadsheet.content.story.StoryListParameters;
import org.broadsheet.content.story.StorySelection;
import org.broadsheet.platform.paging.Cursor;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.query.QueryParameter;
import org.broadsheet.platform.query.RequestQuery;
import org.hibernate.Session;

/** Reads requests to the change feed. */
@ApplicationScoped
class FeedReader {

    private static final QueryParameter<String> SINCE = QueryParameter.text(
                    "since", SyncCursor.PATTERN, Cursor.MAX_LENGTH)
            .accepting("the `page.since` of a response with the same filters, or the id of an event")
            .freeBetweenPages()
            .describedAs("The cursor to continue from: `page.since` of the previous page, with the same filters;"
                    + " the id of an event of the stream; or, without filters, the `cursor` of a webhook event.");

    private static final QueryParameter<StoryField> FIELDS = StorySelection.fields(StoryField.ofLists());

    private final Session database;
    private final FilterNames names;

    FeedReader(Session database, FilterNames names) {
        this.database = database;
        this.names = names;
    }

    static List<QueryParameter<?>> parametersWith(QueryParameter<?>... others) {
        return Stream.of(
                        Stream.of(SINCE),
                        TaxonomyKind.OF_STORIES.stream().map(StoryListParameters::of),
                        Stream.of(StoryListParameters.LANGUAGE, FIELDS, StorySelection.BODY),
                        Stream.of(others))
                .<QueryParameter<?>>flatMap(Function.identity())
                .toList();
    }

    /**
     * A request to the change feed.
     *
     * @param since the start, which the log has; empty for the beginning
     */
    record Request(Optional<SyncCursor> since, SyncFilter filter, StorySelection selection) {}

    /**
     * Reads a request.
     *
     * @param lastEvent the id of the last event, which replaces the parameter
     * @throws ProblemException 400 for a cursor of other filters, 410 for an expired cursor
     */
    @Transactional
    public Request request(RequestQuery query, Optional<String> lastEvent) {
        Optional<String> since = lastEvent.or(() -> query.find(SINCE));
        SyncFilter filter = SyncFilter.of(query, since.isPresent(), names);
        return new Request(
                since.map(cursor -> SyncCursor.decode(cursor, filter, database)
                        .orElseThrow(
                                () -> ProblemException.invalidParameter(SINCE.name(), "accepts " + SINCE.accepts()))),
                filter,
                StorySelection.whole(query, FIELDS));
    }
}
