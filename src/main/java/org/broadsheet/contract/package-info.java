/** The OpenAPI contract, generated from the resources and completed with what they have in common. */
package org.broadsheet.contract;
