/** The audit log: who did what. */
package org.broadsheet.identity.audit;
