/** The one ordered log of everything that readers can see changing. */
package org.broadsheet.change;
