/** Migrations of the database that need more than SQL. Flyway runs them in one order with those in {@code db/migration}. */
package org.broadsheet.upgrade;
