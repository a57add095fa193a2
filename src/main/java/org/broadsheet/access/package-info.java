/** Who is calling, and what they may do. */
package org.broadsheet.access;
