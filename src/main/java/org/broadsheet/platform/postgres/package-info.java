/** The embedded PostgreSQL, which Broadsheet starts if no datasource is configured, and the requirements on any database. */
package org.broadsheet.platform.postgres;
