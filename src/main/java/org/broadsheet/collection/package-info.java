/** Collections: lists of stories in an order that an editor chose. */
package org.broadsheet.collection;
