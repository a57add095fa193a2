/** Authors of stories, in the order of the byline. */
package org.broadsheet.content.author;
