package org.broadsheet.paging;

import org.broadsheet.paging.Page.PageInfo;

/** A response that is one page of several. */
public interface Paged {

    PageInfo page();
}
