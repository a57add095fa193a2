/** The PostgreSQL that Broadsheet starts inside itself where no datasource is configured. */
package org.broadsheet.database;
