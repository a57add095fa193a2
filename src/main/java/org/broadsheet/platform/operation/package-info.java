/** The operations of the API, as their resource methods declare them. */
package org.broadsheet.platform.operation;
