/** Computes and delivers related stories, each with the reason why it is related. */
package org.broadsheet.discovery.related;
