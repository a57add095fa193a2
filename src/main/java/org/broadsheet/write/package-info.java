/** What makes a write safe: read strictly, on the version that was meant, and once. */
package org.broadsheet.write;
