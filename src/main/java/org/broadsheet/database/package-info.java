/**
 * The embedded PostgreSQL, which Broadsheet starts where no datasource is configured; and time, id and retry support
 * for all databases.
 */
package org.broadsheet.database;
