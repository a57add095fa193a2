package org.broadsheet.platform.problem;

import org.broadsheet.platform.address.PublicUrl;

/**
 * The closed list of problem types, each with its documentation at {@code /problems/<slug>}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, Problem Details for HTTP APIs</a>
 */
public enum ProblemType {
    INVALID_PARAMETER("invalid-parameter", 400, "Invalid parameter"),
    MALFORMED_REQUEST("malformed-request", 400, "Malformed request"),
    UNAUTHENTICATED("unauthenticated", 401, "Authentication required"),
    FORBIDDEN("forbidden", 403, "Insufficient scope"),
    NOT_FOUND("not-found", 404, "Not found"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "Method not allowed"),
    NOT_ACCEPTABLE("not-acceptable", 406, "Not acceptable"),
    REQUEST_TIMEOUT("request-timeout", 408, "Request timeout"),
    CONFLICT("conflict", 409, "Conflict"),
    IN_USE("in-use", 409, "In use"),
    REQUEST_IN_PROGRESS("request-in-progress", 409, "Request in progress"),
    GONE("gone", 410, "Gone"),
    CURSOR_EXPIRED("cursor-expired", 410, "Cursor expired"),
    PRECONDITION_FAILED("precondition-failed", 412, "Precondition failed"),
    CONTENT_TOO_LARGE("content-too-large", 413, "Content too large"),
    URI_TOO_LONG("uri-too-long", 414, "URI too long"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "Unsupported media type"),
    INVALID_CONTENT("invalid-content", 422, "Invalid content"),
    INCOMPLETE_STORY("incomplete-story", 422, "Incomplete story"),
    KEY_REUSED("key-reused", 422, "Idempotency key reused"),
    PRECONDITION_REQUIRED("precondition-required", 428, "Precondition required"),
    TOO_MANY_REQUESTS("too-many-requests", 429, "Too many requests"),
    INTERNAL_ERROR("internal-error", 500, "Internal error"),
    UNAVAILABLE("unavailable", 503, "Service unavailable");

    private final String slug;
    private final int status;
    private final String title;

    ProblemType(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    /** Returns the last part of the type's URI, which is the heading of its documentation. */
    public String slug() {
        return slug;
    }

    /** Returns the path of the documentation on this server. */
    public String path() {
        return "/problems/" + slug;
    }

    /** Returns the {@code type} member: a reference to the documentation, without scheme and host. */
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
