/** Connections of clients: time limits, turns between requests, and limits of what one client can occupy. */
package org.broadsheet.platform.connection;
