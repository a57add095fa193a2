/** Collections: curated lists of stories in an editor's order. */
package org.broadsheet.content.collection;
