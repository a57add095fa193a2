/** Tags: the subjects of a story, in the editor's order. */
package org.broadsheet.content.tag;
