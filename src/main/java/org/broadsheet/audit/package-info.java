/** Who did what. */
package org.broadsheet.audit;
