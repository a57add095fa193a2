/** What editors do to stories, whoever asks for it. */
package org.broadsheet.editorial;
