package org.broadsheet.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.broadsheet.paging.Page.PageInfo;
import org.broadsheet.paging.Paged;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One page of what search found. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "One page of what search found.",
        requiredProperties = {"items", "page", "match"})
public record SearchPage(
        @Schema(description = "The stories, in the order that was asked for.")
        List<SearchItem> items,

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
        implements Paged {}
