package org.broadsheet.search;

import java.util.List;
import java.util.UUID;
import org.broadsheet.search.Highlight.Range;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What somebody may be about to type. */
@Schema(
        name = "SearchSuggestion",
        description = "What is being typed, completed.",
        requiredProperties = {"type", "id", "slug", "text", "html", "ranges"})
public record Suggestion(
        @Schema(
                description = "`story`, `tag`, `author` or `category`. More types may come.",
                examples = {"story", "tag", "author", "category"})
        String type,

        UUID id,

        @Schema(examples = "memory-makers-bet-on-the-inference-boom")
        String slug,

        @Schema(description = "The title or the name.", examples = "Memory makers bet on the inference boom")
        String text,

        @Schema(
                description = "The text as HTML, what was typed in `<mark>`; everything else is escaped.",
                examples = "<mark>Me</mark>mory makers bet on the inference boom")
        String html,

        @Schema(description = "Where in `text` that is.") List<Range> ranges) {

    /** Some of them. */
    @Schema(
            name = "SearchSuggestions",
            description = "Completions of what is being typed.",
            requiredProperties = {"items"})
    public record Suggestions(
            @Schema(description = "The most likely first; empty for fewer than two letters.")
            List<Suggestion> items) {}
}
