package org.broadsheet.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many of the stories found each category, tag, author and year has; what was not asked for is absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "SearchFacets",
        description = "How many of the stories found there are of each category, tag, author and year, the largest"
                + " numbers first, at most 20 of each. As far as they were asked for.")
public record Facets(List<Named> category, List<Named> tag, List<Named> author, List<Year> year) {

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
