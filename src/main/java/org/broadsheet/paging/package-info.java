/** Pages of a list: the envelope, and cursors that stay right while the list changes. */
package org.broadsheet.paging;
