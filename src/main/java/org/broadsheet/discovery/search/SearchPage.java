package org.broadsheet.discovery.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.broadsheet.content.story.StoryRepresentation;
import org.broadsheet.platform.paging.Page.PageInfo;
import org.broadsheet.platform.paging.Paged;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of search results. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "A page of search results.",
        requiredProperties = {"items", "page", "match"})
public record SearchPage(
        @Schema(description = "The stories, in the requested order.")
        List<Item> items,

        PageInfo page,

        @Schema(
                description = "`all`: each story has all words of the query. `some`: too few stories have, so these"
                        + " have at least one; stories with more words and rarer words rank higher.",
                examples = {"all", "some"})
        String match,

        @Schema(
                description = "The corrected query, which was searched instead because no story has a word of the"
                        + " original one. Absent otherwise.",
                examples = "semiconductor")
        String didYouMean,

        @Schema(description = "Only if `facets` requests them.")
        Facets facets)
        implements Paged {

    /** A search result. */
    @Schema(
            name = "SearchItem",
            description = "A story found, with its highlights.",
            requiredProperties = {"story", "highlights", "score"})
    public record Item(
            StoryRepresentation story,
            Highlights highlights,

            @Schema(
                    description = "How well the story matches, relative to the others in the response.",
                    minimum = "0",
                    examples = "0.83")
            double score) {}

    /** The matches in the texts of a story. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "SearchHighlights",
            description = "The matches in the story's texts.",
            requiredProperties = {"title"})
    public record Highlights(
            Highlight title,

            @Schema(description = "The best matching part of the body. Absent if the body does not match.")
            Highlight body) {}

    /** The number of stories found per category, tag, author and year. Facets that were not requested are absent. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "SearchFacets",
            description = "The number of stories found per category, tag, author and year, the largest first, at"
                    + " most 20 of each. Only the requested ones are present.")
    public record Facets(List<Named> category, List<Named> tag, List<Named> author, List<Year> year) {}

    /** A value of a facet that has a name, with the number of stories found. */
    @Schema(
            name = "NamedFacet",
            description = "A category, tag or author of the stories found.",
            requiredProperties = {"id", "slug", "name", "count"})
    public record Named(
            UUID id,
            @Schema(examples = "industry") String slug,
            @Schema(examples = "Industry") String name,
            @Schema(minimum = "0", examples = "7") long count) {}

    /** A year of publication, with the number of stories found. */
    @Schema(
            name = "YearFacet",
            description = "A year (UTC) of publication of the stories found.",
            requiredProperties = {"year", "count"})
    public record Year(
            @Schema(minimum = "0", maximum = "9999", examples = "2026")
            int year,

            @Schema(minimum = "0", examples = "7") long count) {}
}
