/** Pages that Broadsheet itself brings to browsers: how their files are sent, and the reference of the API. */
package org.broadsheet.page;
