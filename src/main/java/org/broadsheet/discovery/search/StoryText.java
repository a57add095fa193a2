package org.broadsheet.discovery.search;

import java.time.Instant;
import java.util.UUID;

/**
 * What an index has of a story.
 *
 * @param time when it was published; of a draft, when it was changed
 * @param language a BCP 47 tag; empty if there is none
 * @param body as plain text
 * @param category null in the index of drafts
 * @param tags ids, separated by spaces; null if there are none
 * @param authors likewise
 * @param names of tags and authors, a line each; null if there are none
 * @param shownInRelated whether it may be shown after other stories
 */
record StoryText(
        UUID id,
        String slug,
        Instant time,
        String language,
        String title,
        String excerpt,
        String body,
        UUID category,
        String tags,
        String authors,
        String names,
        boolean shownInRelated) {}
