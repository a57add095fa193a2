package org.broadsheet.discovery.search;

import java.util.List;
import java.util.UUID;
import org.broadsheet.discovery.search.Highlight.Range;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A completion of the text typed so far. */
@Schema(
        name = "SearchSuggestion",
        description = "A completion of the text.",
        requiredProperties = {"type", "id", "slug", "text", "html", "ranges"})
public record Suggestion(
        @Schema(
                description = "`story`, `tag`, `author` or `category`. More values may be added.",
                examples = {"story", "tag", "author", "category"})
        String type,

        UUID id,

        @Schema(examples = "memory-makers-bet-on-the-inference-boom")
        String slug,

        @Schema(description = "The title or the name.", examples = "Memory makers bet on the inference boom")
        String text,

        @Schema(
                description = "The text as HTML, with the match in `<mark>`. Everything else is escaped.",
                examples = "<mark>Me</mark>mory makers bet on the inference boom")
        String html,

        @Schema(description = "The ranges of the matches in `text`.")
        List<Range> ranges) {

    /** A list of completions. */
    @Schema(
            name = "SearchSuggestions",
            description = "Completions of the text typed so far.",
            requiredProperties = {"items"})
    public record Suggestions(
            @Schema(description = "Most likely first. Empty for fewer than two letters.")
            List<Suggestion> items) {}
}
