/**
 * What every endpoint has in common: query parameters that are parsed strictly, slugs and ids, request ids, CORS, metrics
 * and the access log. Package {@code cache} makes responses cacheable.
 */
package org.broadsheet.http;
