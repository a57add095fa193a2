package org.broadsheet.delivery.fastpath;

/** A header of a response, ready to be sent. */
record Header(CharSequence name, CharSequence value) {}
