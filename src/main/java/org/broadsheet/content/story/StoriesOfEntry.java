package org.broadsheet.content.story;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.operation.MovedException;
import org.broadsheet.platform.paging.Page;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.query.RequestQuery;

/** Lists the stories of one category, author or tag: the list of all stories, with one filter in the path. */
@ApplicationScoped
public class StoriesOfEntry {

    private final StoryListQuery lists;
    private final FilterNames names;

    StoriesOfEntry(StoryListQuery lists, FilterNames names) {
        this.lists = lists;
        this.names = names;
    }

    /**
     * Returns a page of the list.
     *
     * @param name slug or id of the entry
     * @param query with the parameters of {@link StoryListParameters#without}
     * @throws ProblemException 404 if there is no such entry, 400 if there is no entry that a filter names
     * @throws MovedException if the name is a former slug
     */
    public Page<StoryRepresentation> page(TaxonomyKind kind, String name, RequestQuery query) {
        UUID id = names.id(kind, Slug.orId(kind.word(), name));
        StoryListParameters request = StoryListParameters.from(query, names, kind, id);
        return lists.page(request.filter(), request.sort(), request.page(), request.selection());
    }
}
