package org.broadsheet.platform.paging;

import org.broadsheet.platform.paging.Page.PageInfo;

/** A response that is one page of several. */
public interface Paged {

    PageInfo page();
}
