/** Tags: what a story is about, in the editor's order. */
package org.broadsheet.tag;
