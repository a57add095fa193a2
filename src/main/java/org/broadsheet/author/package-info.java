/** Authors: who wrote a story, in the order of the byline. */
package org.broadsheet.author;
