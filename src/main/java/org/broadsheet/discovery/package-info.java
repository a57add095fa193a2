/** Finding stories: search and related stories. */
package org.broadsheet.discovery;
