/** Searches stories, and completes text as it is typed, with a Lucene index on each node. */
package org.broadsheet.discovery.search;
