/** Pages for people: the demo reader, the API reference, and the sample content. */
package org.broadsheet.site;
