package org.broadsheet.search;

import java.util.Locale;

/** What stories found can be counted by. */
enum Facet {
    CATEGORY,
    TAG,
    AUTHOR,
    YEAR;

    /** Of each facet, the values that most stories have. */
    static final int VALUES = 20;

    /** The name in requests, of the field in the index and of the table. */
    String token() {
        return name().toLowerCase(Locale.ROOT);
    }
}
