/**
 * Features of every endpoint: strict query parameters, slugs and ids, request ids, CORS, metrics and the access log.
 * Package {@code cache} makes responses cacheable.
 */
package org.broadsheet.http;
