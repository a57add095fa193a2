/** The domain model and its delivery resources. */
package org.broadsheet.content;
