/** Editorial operations on stories. */
package org.broadsheet.editorial.story;
