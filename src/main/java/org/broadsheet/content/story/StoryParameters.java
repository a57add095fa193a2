package org.broadsheet.content.story;

import java.util.List;
import org.broadsheet.content.story.RelatedStories.Scope;
import org.broadsheet.platform.query.QueryParameter;
import org.broadsheet.platform.query.RequestQuery;

/**
 * A request for a single story, by a reader or by a preview.
 *
 * @param selection which fields
 * @param relatedIn among which stories related ones are searched
 * @param relatedLimit maximum number of related stories
 */
public record StoryParameters(StorySelection selection, Scope relatedIn, int relatedLimit) {

    private static final QueryParameter<StoryField> FIELDS = StorySelection.fields(StoryField.values());
    private static final QueryParameter<StoryField> INCLUDE = StorySelection.include(StoryField.values());

    private static final QueryParameter<Integer> RELATED_LIMIT = QueryParameter.integer("relatedLimit", 1, 20, 3)
            .describedAs("The maximum number of related stories, if requested.");

    /** The query parameters of a single story. */
    public static final List<QueryParameter<?>> ALL =
            List.of(FIELDS, INCLUDE, StorySelection.BODY, RELATED_LIMIT, Scope.PARAMETER);

    /** Reads the parameters; by default, the response has all fields but the related stories. */
    public static StoryParameters from(RequestQuery query) {
        return new StoryParameters(
                StorySelection.from(query, FIELDS, INCLUDE, StoryField.FULL),
                query.get(Scope.PARAMETER),
                query.get(RELATED_LIMIT));
    }

    /** Checks whether the response has related stories. */
    public boolean hasRelated() {
        return selection.shows(StoryField.RELATED);
    }
}
