/** Who changed something, and when. */
package org.broadsheet.platform.history;
