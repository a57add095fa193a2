package org.broadsheet.content.body;

import java.util.List;
import java.util.UUID;

/**
 * A body in all body formats. Links to other stories are marked in {@code html} and {@code markdown}, see {@link
 * StoryLinks}; in {@code blocks}, the address of such a link is {@code story:} and the story's id.
 *
 * @param outline the headings in order
 * @param links stories that the body links to, in the order of their first link, each once
 * @param warnings what was removed
 */
public record RenderedBody(
        String html,
        List<Block> blocks,
        String markdown,
        String text,
        List<Heading> outline,
        List<UUID> links,
        List<Warning> warnings) {

    /** Checks whether the body has anything to read, see or hear. */
    public boolean isEmpty() {
        return blocks.stream().allMatch(Block.DividerBlock.class::isInstance);
    }
}
