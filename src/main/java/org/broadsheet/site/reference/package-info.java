/** Pages for browsers: sending their files, and the API reference. */
package org.broadsheet.site.reference;
