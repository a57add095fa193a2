/** Failures in one shape: RFC 9457 problem details from one closed list of types. */
package org.broadsheet.platform.problem;
