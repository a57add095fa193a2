/** The ordered log of all changes that readers can see. */
package org.broadsheet.changelog;
