/** Cross-origin requests of browsers, and the settings of delivery. */
package org.broadsheet.delivery.cors;
