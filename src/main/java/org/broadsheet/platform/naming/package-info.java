/** Slugs: what is accepted as one, and how one is generated from a name. */
package org.broadsheet.platform.naming;
