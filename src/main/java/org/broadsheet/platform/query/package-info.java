/** Query parameters, which are parsed strictly and described in the contract by the same declaration. */
package org.broadsheet.platform.query;
