package org.broadsheet.content.story;

import jakarta.inject.Inject;
import java.util.UUID;
import org.broadsheet.content.taxonomy.TaxonomyKind;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.paging.Page;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.query.QueryParameter;
import org.broadsheet.platform.query.RequestQuery;

/**
 * The common part of the lists of one category's, author's or tag's stories: the list of all stories, with one filter
 * in the path.
 */
abstract class StoriesOfResource {

    private final TaxonomyKind kind;
    private final QueryParameter<String> filter;

    @Inject
    StoryListQuery lists;

    @Inject
    FilterNames names;

    /** @param filter the filter that is in the path */
    StoriesOfResource(TaxonomyKind kind, QueryParameter<String> filter) {
        this.kind = kind;
        this.filter = filter;
    }

    Page<StoryRepresentation> storiesOf(String name, RequestQuery query) {
        UUID id = names.id(kind, Slug.orId(kind.word(), name))
                .orElseThrow(() -> ProblemException.notFound("There is no " + kind.word() + " " + name + "."));
        StoryListParameters request = StoryListParameters.from(query, names, filter, id);
        return lists.page(request.filter(), request.sort(), request.page(), request.selection());
    }
}
