/** Notification of other systems: the change feed, the event stream and webhooks. */
package org.broadsheet.integration;
