/** Bodies of stories: what editors write, and the four forms that readers get. Knows nothing of the database. */
package org.broadsheet.body;
