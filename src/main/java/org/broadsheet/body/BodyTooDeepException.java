package org.broadsheet.body;

/**
 * A body nests, or could nest, deeper than it can be rendered: a paragraph of Markdown has thousands of marks, HTML
 * has dozens of templates in each other, or long quotations are within others. Other elements of HTML never are too deep: beyond a depth they stand side by
 * side.
 */
public final class BodyTooDeepException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BodyTooDeepException(String message, Throwable cause) {
        super(message, cause);
    }
}
