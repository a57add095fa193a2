/** The settings of the site that shows the stories. */
package org.broadsheet.content.site;
