/** Request ids, the access log, and metrics of requests. */
package org.broadsheet.platform.monitoring;
