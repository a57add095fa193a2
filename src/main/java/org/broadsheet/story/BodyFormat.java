package org.broadsheet.story;

import java.util.Locale;

/** The forms in which a body can be asked for. */
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
