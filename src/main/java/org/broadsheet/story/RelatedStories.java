package org.broadsheet.story;

import java.util.List;

/** Finds what to read after a story; implemented by the feature that knows how. */
public interface RelatedStories {

    /**
     * @param story a live story with what {@link StoryQuery#findForRelated} reads of it
     * @param limit the most stories to find
     * @param exclude slugs and ids of stories not to show
     */
    List<RelatedStory> of(StoryRow story, int limit, List<String> exclude);
}
