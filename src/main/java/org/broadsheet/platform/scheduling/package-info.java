/** Periodic tasks of a node. */
package org.broadsheet.platform.scheduling;
