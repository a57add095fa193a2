/** Finds stories by their words, completes what is being typed, and learns which words are rare. */
package org.broadsheet.search;
