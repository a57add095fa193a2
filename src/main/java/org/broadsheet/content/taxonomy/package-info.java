/** The common part of categories, authors, tags and collections, and of their editorial API. */
package org.broadsheet.content.taxonomy;
