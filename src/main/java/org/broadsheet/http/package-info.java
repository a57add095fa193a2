/** What every endpoint has in common: strict query strings, cacheable answers, request ids, CORS. */
package org.broadsheet.http;
