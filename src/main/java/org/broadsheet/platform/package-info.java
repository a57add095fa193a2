/** What every other area builds on, without knowledge of stories. */
package org.broadsheet.platform;
