/** The technical foundation of all other areas, which does not depend on stories. */
package org.broadsheet.platform;
