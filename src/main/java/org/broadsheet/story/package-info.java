/** Stories: what readers see of them, one by one and in lists. */
package org.broadsheet.story;
