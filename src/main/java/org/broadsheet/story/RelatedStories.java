package org.broadsheet.story;

import java.util.List;
import java.util.UUID;

/** Finds what to read after a story; implemented by the feature that knows how. */
public interface RelatedStories {

    /**
     * @param story a live story
     * @param limit the most stories to find
     * @param exclude slugs and ids of stories not to show
     */
    List<RelatedStory> of(UUID story, int limit, List<String> exclude);
}
