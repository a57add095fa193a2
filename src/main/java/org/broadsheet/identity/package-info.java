/** Who calls, what the caller may do, and what the caller did. */
package org.broadsheet.identity;
