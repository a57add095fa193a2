/** What to read after a story, and why. */
package org.broadsheet.discovery.related;
