package org.broadsheet.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.broadsheet.paging.Page.PageInfo;
import org.broadsheet.paging.Paged;
import org.broadsheet.story.StoryRepresentation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One page of what search found. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "One page of what search found.",
        requiredProperties = {"items", "page", "match"})
public record SearchPage(
        @Schema(description = "The stories, in the order that was asked for.")
        List<Item> items,

        PageInfo page,

        @Schema(
                description = "`all`: each story has all words of the query. `some`: too few have, so these have at"
                        + " least one; those with more of them and with rarer ones come first.",
                examples = {"all", "some"})
        String match,

        @Schema(
                description = "The query that was searched for instead, since no story has a word of the one that was"
                        + " asked, and one like it is likely to be meant. Absent where that was not done.",
                examples = "semiconductor")
        String didYouMean,

        @Schema(description = "Where `facets` asks for them.")
        Facets facets)
        implements Paged {

    /** A story that was found. */
    @Schema(
            name = "SearchItem",
            description = "A story that was found, and why.",
            requiredProperties = {"story", "highlights", "score"})
    public record Item(
            StoryRepresentation story,
            Highlights highlights,

            @Schema(
                    description = "How well it matches, compared with the others of the same answer.",
                    minimum = "0",
                    examples = "0.83")
            double score) {}

    /** Where a story has the words. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "SearchHighlights",
            description = "Where the words are in the story's texts.",
            requiredProperties = {"title"})
    public record Highlights(
            Highlight title,

            @Schema(
                    description =
                            "The part of the body that says most of it; absent where the body says nothing of it.")
            Highlight body) {}

    /** How many of the stories found each category, tag, author and year has; what was not asked for is absent. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "SearchFacets",
            description = "How many of the stories found there are of each category, tag, author and year, the largest"
                    + " numbers first, at most 20 of each. As far as they were asked for.")
    public record Facets(List<Named> category, List<Named> tag, List<Named> author, List<Year> year) {}

    @Schema(
            name = "NamedFacet",
            description = "A category, tag or author of stories found.",
            requiredProperties = {"id", "slug", "name", "count"})
    public record Named(
            UUID id,
            @Schema(examples = "industry") String slug,
            @Schema(examples = "Industry") String name,
            @Schema(minimum = "0", examples = "7") long count) {}

    @Schema(
            name = "YearFacet",
            description = "A year (UTC) in which stories found were published.",
            requiredProperties = {"year", "count"})
    public record Year(
            @Schema(minimum = "0", maximum = "9999", examples = "2026")
            int year,

            @Schema(minimum = "0", examples = "7") long count) {}
}
