/** Request targets, event loops, the date of a response, and the network of a client. */
package org.broadsheet.platform.http;
