package org.broadsheet.content.body;

import java.util.List;
import java.util.UUID;

/**
 * A body in all body formats. Links to other stories are marked in {@code html}, {@code markdown} and the HTML inside
 * {@code blocks}, see {@link StoryLinks}.
 *
 * @param outline the headings in order
 * @param links stories that the body links to, in the order of their first link, each once
 */
public record RenderedBody(
        String html, List<Block> blocks, String markdown, String text, List<Heading> outline, List<UUID> links) {}
