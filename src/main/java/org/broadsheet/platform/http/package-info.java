/** Surfaces, the order of request handlers, request targets, event loops, and the date of a response. */
package org.broadsheet.platform.http;
