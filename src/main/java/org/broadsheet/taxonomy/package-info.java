/** How categories, authors, tags and collections are edited: what they have in common. */
package org.broadsheet.taxonomy;
