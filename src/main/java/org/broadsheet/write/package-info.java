/** Safe writes: strict reading, {@code If-Match} and idempotency keys. */
package org.broadsheet.write;
