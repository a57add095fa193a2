/** Stories as readers see them: single stories and lists. */
package org.broadsheet.content.story;
