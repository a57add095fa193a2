package org.broadsheet.search;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What search reads of a live story.
 *
 * @param language a BCP 47 tag
 * @param names of its tags and authors
 * @param body as plain text
 */
record StoryText(
        UUID id, Instant publishedAt, String language, String title, List<String> names, String excerpt, String body) {}
