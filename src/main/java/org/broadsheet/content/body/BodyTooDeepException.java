package org.broadsheet.content.body;

/**
 * Thrown for a body that nests, or could nest, too deep to be rendered: a paragraph of Markdown has thousands of marks,
 * HTML has dozens of nested templates, or long quotations are nested. Other HTML elements are never too deep, since the
 * parser places those beyond a depth side by side.
 */
public final class BodyTooDeepException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BodyTooDeepException(String message, Throwable cause) {
        super(message, cause);
    }
}
