/** The contract: what the features say of themselves, completed with what holds for all of them. */
package org.broadsheet.contract;
