/** Formats of short texts: times, language tags, patterns. */
package org.broadsheet.platform.text;
