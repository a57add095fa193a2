/** Previews: a draft in the delivery shape, for whoever has the link. */
package org.broadsheet.preview;
