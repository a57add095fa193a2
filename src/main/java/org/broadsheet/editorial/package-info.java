/** The editorial API of stories: saving, publishing and previews. */
package org.broadsheet.editorial;
