/** A page to read the stories on, made with nothing but the public API: a demonstration, and an example to begin from. */
package org.broadsheet.reader;
