/** The change feed: pages of changes, and a stream of them. */
package org.broadsheet.integration.changefeed;
