package org.broadsheet.platform.operation;

/** Thrown for a request by a former slug. */
public class MovedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String collection;
    private final String from;
    private final String to;

    /**
     * @param collection the part of the path before the slug, such as {@code stories}
     * @param from the former slug
     * @param to the current slug
     */
    public MovedException(String collection, String from, String to) {
        super(from + " is now " + to, null, false, false);
        this.collection = collection;
        this.from = from;
        this.to = to;
    }

    /** Returns a path of the former slug with the current one. */
    String move(String path) {
        String before = "/" + collection + "/";
        return path.replace(before + from, before + to);
    }
}
