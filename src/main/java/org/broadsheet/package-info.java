/** Broadsheet: a headless content API for news and story sites. Each package is a feature. */
package org.broadsheet;
