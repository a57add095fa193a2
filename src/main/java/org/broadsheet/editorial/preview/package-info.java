/** Previews: drafts in the shape of the delivery API, for anyone with the link. */
package org.broadsheet.editorial.preview;
