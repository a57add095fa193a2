package org.broadsheet.problem;

import org.broadsheet.address.PublicUrl;

/**
 * The closed list of what can go wrong, each with its page of documentation at {@code /problems/<slug>}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, Problem Details for HTTP APIs</a>
 */
public enum ProblemType {
    INVALID_PARAMETER("invalid-parameter", 400, "A parameter is not as the contract describes it"),
    MALFORMED_REQUEST("malformed-request", 400, "The request cannot be read"),
    UNAUTHENTICATED("unauthenticated", 401, "This takes a key"),
    FORBIDDEN("forbidden", 403, "You may not do this"),
    NOT_FOUND("not-found", 404, "There is nothing here"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "This address does not take that method"),
    NOT_ACCEPTABLE("not-acceptable", 406, "No form of the answer is one that you accept"),
    REQUEST_TIMEOUT("request-timeout", 408, "The request's content did not arrive in time"),
    CONFLICT("conflict", 409, "What is there already stands against it"),
    IN_USE("in-use", 409, "It is still in use"),
    REQUEST_IN_PROGRESS("request-in-progress", 409, "The first request with this key is still running"),
    GONE("gone", 410, "What was here has been withdrawn"),
    CURSOR_EXPIRED("cursor-expired", 410, "This cursor is too old to go on from; start afresh"),
    PRECONDITION_FAILED("precondition-failed", 412, "It has changed since you read it"),
    CONTENT_TOO_LARGE("content-too-large", 413, "The request's content is too large"),
    URI_TOO_LONG("uri-too-long", 414, "The address is too long"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "The request's content is of a type that is not taken"),
    INVALID_CONTENT("invalid-content", 422, "The content is not as the contract describes it"),
    INCOMPLETE_STORY("incomplete-story", 422, "The story lacks what readers need"),
    KEY_REUSED("key-reused", 422, "This idempotency key came with another request"),
    PRECONDITION_REQUIRED("precondition-required", 428, "Say which version you mean to change"),
    TOO_MANY_REQUESTS("too-many-requests", 429, "Too many requests"),
    INTERNAL_ERROR("internal-error", 500, "Something went wrong on our side"),
    UNAVAILABLE("unavailable", 503, "The service cannot answer at the moment");

    private final String slug;
    private final int status;
    private final String title;

    ProblemType(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    /** Last part of the type's URI, and the heading of its documentation. */
    public String slug() {
        return slug;
    }

    /** Where the documentation is on this server. */
    public String path() {
        return "/problems/" + slug;
    }

    /** Value of the {@code type} member: where clients find the documentation, without scheme and host. */
    public String uri() {
        return PublicUrl.configured().pathOf(path());
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }
}
