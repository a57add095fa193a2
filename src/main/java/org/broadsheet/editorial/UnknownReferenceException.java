package org.broadsheet.editorial;

/** A story names something that is not there. */
public class UnknownReferenceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownReferenceException(String kind, String name) {
        super("There is no " + kind + " " + name);
    }
}
