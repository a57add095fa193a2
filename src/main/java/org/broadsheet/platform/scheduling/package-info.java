/** The order of what is done at the start, and periodic tasks of a node. */
package org.broadsheet.platform.scheduling;
