/** Search and related stories. */
package org.broadsheet.discovery;
