package org.broadsheet.content.story;

/** Thrown for a request by a former slug. */
public class StoryMovedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String from;
    private final String to;

    StoryMovedException(String from, String to) {
        super(from + " is now " + to, null, false, false);
        this.from = from;
        this.to = to;
    }

    String from() {
        return from;
    }

    String to() {
        return to;
    }
}
