package org.broadsheet.platform.problem;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.broadsheet.platform.history.CurrentVersion;

/** Ends a request with a problem. */
public class ProblemException extends RuntimeException {

    /** The challenge of every protected path (RFC 6750). */
    public static final String BEARER = "Bearer realm=\"Broadsheet\"";

    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final String reason;
    private final transient List<ProblemError> errors;
    private final transient Map<String, String> headers;
    private final transient CurrentVersion current;

    private ProblemException(
            ProblemType type,
            String detail,
            String reason,
            List<ProblemError> errors,
            Map<String, String> headers,
            CurrentVersion current) {
        super(detail, null, false, false);
        this.type = type;
        this.reason = reason;
        this.errors = errors;
        this.headers = headers;
        this.current = current;
    }

    /**
     * Creates a problem.
     *
     * @param detail what is wrong this time
     */
    public static ProblemException of(ProblemType type, String detail) {
        return new ProblemException(type, detail, null, List.of(), Map.of(), null);
    }

    /** Creates a 412, whose {@code If-Match} names another version than the current one. */
    public static ProblemException stale(CurrentVersion current) {
        return new ProblemException(
                ProblemType.PRECONDITION_FAILED,
                "The current ETag is " + current.etag() + ". Read the resource again before you change it.",
                null,
                List.of(),
                Map.of("ETag", current.etag()),
                current);
    }

    /** Creates a problem with the errors in the request. */
    public static ProblemException of(ProblemType type, List<ProblemError> errors) {
        String detail = errors.stream()
                .map(error -> error.place() + ": " + error.detail())
                .collect(Collectors.joining("; "));
        return new ProblemException(type, detail, null, List.copyOf(errors), Map.of(), null);
    }

    /** Returns the same problem with another response header. */
    public ProblemException withHeader(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new ProblemException(type, getMessage(), reason, errors, more, current);
    }

    /** Creates a 422 for one place in the content. */
    public static ProblemException invalidContent(String pointer, String detail) {
        return of(ProblemType.INVALID_CONTENT, List.of(ProblemError.at(pointer, detail)));
    }

    /** Creates a 400 that names each parameter and its accepted values. */
    public static ProblemException invalidParameters(List<ProblemError> errors) {
        return of(ProblemType.INVALID_PARAMETER, errors);
    }

    /** Creates a 400 for one parameter. */
    public static ProblemException invalidParameter(String parameter, String accepts) {
        return invalidParameters(List.of(ProblemError.ofParameter(parameter, accepts)));
    }

    /** Creates a 404, for a resource that readers could never see. */
    public static ProblemException notFound(String detail) {
        return of(ProblemType.NOT_FOUND, detail);
    }

    /** Creates a 410, for a resource that readers could once see. */
    public static ProblemException gone(String detail) {
        return gone(detail, null);
    }

    /**
     * Creates a 410 with the reason for which editors withdrew the resource.
     *
     * @param reason null for none
     */
    public static ProblemException gone(String detail, String reason) {
        return new ProblemException(ProblemType.GONE, detail, reason, List.of(), Map.of(), null);
    }

    /** Returns the challenge to an authenticated caller who lacks a scope (RFC 6750, section 3.1). */
    public static String insufficientScope(String scope) {
        return BEARER + ", error=\"insufficient_scope\", scope=\"" + scope + "\"";
    }

    /** Returns the problem type. */
    public ProblemType type() {
        return type;
    }

    Map<String, String> headers() {
        return headers;
    }

    Problem problem() {
        return Problem.of(type, getMessage(), reason, errors, current);
    }
}
