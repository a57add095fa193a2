/** A page for reading the stories, which uses only the public API: a demonstration, and an example to begin from. */
package org.broadsheet.site.reader;
