/** Migrations of the database that need more than SQL; Flyway runs them in one order with the SQL ones in the resources of this name. */
package db.migration;
