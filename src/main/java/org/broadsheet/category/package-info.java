/** Categories: the one section that each story belongs to. */
package org.broadsheet.category;
