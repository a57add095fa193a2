/** The sample stories, so that a new Broadsheet has content. */
package org.broadsheet.site.sample;
