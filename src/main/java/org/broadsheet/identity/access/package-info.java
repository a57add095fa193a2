/** Authentication, and the scopes of a caller. */
package org.broadsheet.identity.access;
