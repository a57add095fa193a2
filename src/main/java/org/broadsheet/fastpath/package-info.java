/**
 * Sends cached responses without reading requests: one whose bytes are those of an earlier one gets the response to that. The
 * package only makes cached delivery faster. It has a switch, {@code BROADSHEET_FAST_PATH_ENABLED}, and no other package uses it.
 */
package org.broadsheet.fastpath;
