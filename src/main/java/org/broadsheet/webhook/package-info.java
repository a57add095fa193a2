/** Tells other systems of what changed, as Standard Webhooks 1.0 lays down. */
package org.broadsheet.webhook;
