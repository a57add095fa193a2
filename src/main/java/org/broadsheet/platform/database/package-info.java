/** Transactions, their retries, times and ids, for all databases. */
package org.broadsheet.platform.database;
