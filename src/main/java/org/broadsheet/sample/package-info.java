/** The stories that a new Broadsheet shows, so that there is something to look at. */
package org.broadsheet.sample;
