/** Periodic tasks of a node. */
package org.broadsheet.scheduling;
