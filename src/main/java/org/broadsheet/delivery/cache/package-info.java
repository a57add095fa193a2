/** The response cache of delivery: responses as ready bytes, and the cache groups that each depends on. */
package org.broadsheet.delivery.cache;
