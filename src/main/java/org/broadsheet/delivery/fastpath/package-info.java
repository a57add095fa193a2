/**
 * Sends cached responses without parsing requests: a request whose bytes equal those of an earlier one gets its
 * response. The package only makes cached delivery faster. It has a switch, {@code BROADSHEET_FAST_PATH_ENABLED}, and
 * no other package uses it.
 */
package org.broadsheet.delivery.fastpath;
