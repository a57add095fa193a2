/** API keys, which authenticate callers of the editorial API. */
package org.broadsheet.identity.key;
