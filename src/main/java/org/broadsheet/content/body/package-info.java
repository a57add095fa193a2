/** Bodies of stories: parsing of editors' input and rendering in four body formats. Does not depend on the database. */
package org.broadsheet.content.body;
