/** Notifies other systems of changes, according to Standard Webhooks 1.0. */
package org.broadsheet.integration.webhook;
