package org.broadsheet.content.story;

import java.util.List;
import java.util.Locale;
import org.broadsheet.platform.query.QueryParameter;

/** Finds related stories; implemented in the package of that feature. */
public interface RelatedStories {

    /** The stories among which related ones are searched. */
    enum Scope {
        ANY,
        CATEGORY;

        /** The query parameter of the scope. */
        public static final QueryParameter<Scope> PARAMETER = QueryParameter.choice(
                        "relatedIn", "RelatedScope", values(), Scope::token)
                .orElse(ANY)
                .describedAs("The candidates for related stories: all stories, or those of the story's category.");

        private String token() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param story a live story with the columns of {@link StoryQuery#findForRelated}
     * @param scope among which stories to search
     * @param limit maximum number of stories
     * @param exclude slugs and ids of stories to leave out
     */
    List<RelatedStory> of(StoryRow story, Scope scope, int limit, List<String> exclude);

    /**
     * Returns the related stories of a draft: its own pinned stories, then those that were computed for the live
     * revision, or the stories that the draft links to as long as there are none.
     *
     * @param draft may lack a category, in which case the result has no latest stories of it
     */
    List<RelatedStory> ofDraft(LiveStory draft, Scope scope, int limit);
}
