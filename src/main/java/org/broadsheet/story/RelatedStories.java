package org.broadsheet.story;

import java.util.List;
import java.util.Locale;
import org.broadsheet.http.QueryParameter;

/** Finds what to read after a story; implemented by the feature that knows how. */
public interface RelatedStories {

    /** Among which stories related ones are looked for. */
    enum Scope {
        ANY,
        CATEGORY;

        /** What an operation accepts to choose one. */
        public static final QueryParameter<Scope> PARAMETER = QueryParameter.choice(
                        "relatedIn", "RelatedScope", values(), Scope::token)
                .orElse(ANY)
                .describedAs("The candidates for related stories: all stories, or those of the story's category.");

        private String token() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param story a live story with what {@link StoryQuery#findForRelated} reads of it
     * @param scope among which stories
     * @param limit the most stories to find
     * @param exclude slugs and ids of stories not to show
     */
    List<RelatedStory> of(StoryRow story, Scope scope, int limit, List<String> exclude);
}
