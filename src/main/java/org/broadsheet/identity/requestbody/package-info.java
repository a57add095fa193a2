/** Limits of request bodies: their time, size and number per caller. */
package org.broadsheet.identity.requestbody;
