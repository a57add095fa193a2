/** The keys that cursors are signed with. */
package org.broadsheet.changelog.cursor;
