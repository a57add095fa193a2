/** API keys: who may change things. */
package org.broadsheet.key;
