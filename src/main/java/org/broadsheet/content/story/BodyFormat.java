package org.broadsheet.content.story;

import java.util.Locale;

/** The body formats that a client can request. */
public enum BodyFormat {
    HTML,
    BLOCKS,
    MARKDOWN,
    TEXT;

    String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    String column() {
        return "body_" + token();
    }
}
