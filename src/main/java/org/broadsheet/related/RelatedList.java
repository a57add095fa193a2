package org.broadsheet.related;

import java.util.List;
import org.broadsheet.story.RelatedStory;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What to read after a story.
 *
 * @param items the best first; fewer than asked for where there are no more
 */
@Schema(
        description = "What to read after a story.",
        requiredProperties = {"items"})
public record RelatedList(
        @Schema(description = "The best first; fewer than `limit` where there are no more.")
        List<RelatedStory> items) {}
