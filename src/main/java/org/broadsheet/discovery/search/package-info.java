/** Finds stories by their words, and completes what is being typed, by a Lucene index on each node. */
package org.broadsheet.discovery.search;
