/** Where clients reach Broadsheet. */
package org.broadsheet.address;
