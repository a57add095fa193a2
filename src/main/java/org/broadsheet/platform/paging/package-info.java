/** Pages of a list: the envelope, and cursors that stay valid while the list changes. */
package org.broadsheet.platform.paging;
