package org.broadsheet.discovery.search;

import java.time.Instant;
import java.util.UUID;

/**
 * The indexed content of a story.
 *
 * @param time the time of publication; of a draft, the time of the last change
 * @param language a BCP 47 tag; empty if there is none
 * @param shortTexts the plain fields that search finds beside the title
 * @param body the body as plain text
 * @param category the id of the category; null in the index of drafts
 * @param tags the ids of the tags, separated by spaces; null if there are none
 * @param authors the ids of the authors, separated by spaces; null if there are none
 * @param names the names of the tags and authors, one per line; null if there are none
 * @param shownInRelated whether the story may be shown among related stories
 */
record StoryText(
        UUID id,
        String slug,
        Instant time,
        String language,
        String title,
        String[] shortTexts,
        String body,
        UUID category,
        String tags,
        String authors,
        String names,
        boolean shownInRelated) {}
