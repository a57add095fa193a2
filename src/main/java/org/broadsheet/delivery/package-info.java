/** Caching of responses to anonymous readers, and their headers. */
package org.broadsheet.delivery;
