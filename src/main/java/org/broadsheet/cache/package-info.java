/** Delivery answers kept as ready bytes, and what each of them depends on. */
package org.broadsheet.cache;
