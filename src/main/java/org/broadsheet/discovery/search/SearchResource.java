package org.broadsheet.discovery.search;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.broadsheet.content.story.FilterNames;
import org.broadsheet.discovery.search.Suggestion.Suggestions;
import org.broadsheet.platform.query.QueryParameter;
import org.broadsheet.platform.query.RequestQuery;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Delivers search results and completions. */
@Path("/v1/search")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Search")
public class SearchResource {

    @RequestScoped
    static class SearchParameters extends RequestQuery {
        SearchParameters() {
            super(SearchRequest.PARAMETERS);
        }
    }

    private static final QueryParameter<String> TYPED =
            QueryParameter.words("q", 100).required().describedAs("The text typed so far.");

    private static final QueryParameter<Integer> LIMIT =
            QueryParameter.integer("limit", 1, 20, 8).describedAs("The maximum number of completions.");

    @RequestScoped
    static class SuggestParameters extends RequestQuery {
        SuggestParameters() {
            super(List.of(TYPED, LIMIT));
        }
    }

    private final SearchQuery search;
    private final SuggestQuery suggestions;
    private final FilterNames names;

    SearchResource(SearchQuery search, SuggestQuery suggestions, FilterNames names) {
        this.search = search;
        this.suggestions = suggestions;
        this.names = names;
    }

    @GET
    @PermitAll
    @Operation(
            operationId = "search",
            summary = "Search stories",
            description = "Returns live stories that have all words of `q`, in any inflection, in their texts,"
                    + " tags or authors. If fewer than five have, stories with some of the words follow (see"
                    + " `match`); for a sentence, some are enough. If no story has a word, and a similar one is"
                    + " likely meant, that is searched instead (see `didYouMean`). Every text is a valid query,"
                    + " unless it is empty or too long.")
    public SearchPage search(@Context SearchParameters query) {
        return search.page(SearchRequest.from(query, names));
    }

    @GET
    @Path("suggest")
    @PermitAll
    @Operation(
            operationId = "suggest",
            summary = "Suggest completions",
            description = "Titles, tags, authors and categories with a word that starts with the text, fast enough"
                    + " for one request per keystroke. Frequent names come first, then titles, the latest"
                    + " first.")
    public Suggestions suggest(@Context SuggestParameters query) {
        return suggestions.completions(query.get(TYPED), query.get(LIMIT));
    }
}
