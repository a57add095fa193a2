/** Request bodies: JSON that is parsed strictly, and merge patches (RFC 7396). */
package org.broadsheet.platform.json;
