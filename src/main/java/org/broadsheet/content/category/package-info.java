/** Categories: the sections of the site; each story belongs to one. */
package org.broadsheet.content.category;
