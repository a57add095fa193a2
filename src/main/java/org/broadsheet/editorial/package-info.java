/** What editors do with stories. */
package org.broadsheet.editorial;
