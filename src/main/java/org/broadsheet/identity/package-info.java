/** Authentication and authorisation of callers, and the audit log of their actions. */
package org.broadsheet.identity;
