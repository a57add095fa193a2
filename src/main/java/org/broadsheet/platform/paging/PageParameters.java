package org.broadsheet.platform.paging;

import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import org.broadsheet.platform.query.RequestQuery;

/** The query parameters of a list without filters. */
@RequestScoped
public class PageParameters extends RequestQuery {

    PageParameters() {
        super(List.of(PageRequest.LIMIT, PageRequest.CURSOR, PageRequest.TOTAL));
    }
}
