/** The public address of Broadsheet. */
package org.broadsheet.platform.address;
