/** Images that stories, authors, categories and tags have. */
package org.broadsheet.content.image;
