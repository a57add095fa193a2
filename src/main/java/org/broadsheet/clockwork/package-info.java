/** What every node does by itself, again and again. */
package org.broadsheet.clockwork;
