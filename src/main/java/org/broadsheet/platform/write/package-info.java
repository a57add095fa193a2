/** Responses to writes, and their precondition {@code If-Match}. */
package org.broadsheet.platform.write;
