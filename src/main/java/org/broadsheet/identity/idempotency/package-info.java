/** Idempotency keys: a repeated request returns the first response again. */
package org.broadsheet.identity.idempotency;
