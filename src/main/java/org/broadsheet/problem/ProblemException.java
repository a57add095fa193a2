package org.broadsheet.problem;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Ends a request with a problem; thrown wherever the failure is noticed. */
public class ProblemException extends RuntimeException {

    /** What every protected address asks for (RFC 6750). */
    public static final String BEARER = "Bearer realm=\"Broadsheet\"";

    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient List<ProblemError> errors;
    private final transient Map<String, String> headers;

    private ProblemException(ProblemType type, String detail, List<ProblemError> errors, Map<String, String> headers) {
        super(detail, null, false, false);
        this.type = type;
        this.errors = errors;
        this.headers = headers;
    }

    /** A problem of that type, with what is wrong this time. */
    public static ProblemException of(ProblemType type, String detail) {
        return new ProblemException(type, detail, List.of(), Map.of());
    }

    /** A problem of that type that lies in the places given. */
    public static ProblemException of(ProblemType type, List<ProblemError> errors) {
        String detail = errors.stream()
                .map(error -> error.place() + ": " + error.detail())
                .collect(Collectors.joining("; "));
        return new ProblemException(type, detail, List.copyOf(errors), Map.of());
    }

    /** The same problem, answered with one more header. */
    public ProblemException withHeader(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new ProblemException(type, getMessage(), errors, more);
    }

    /** 422 for one place in the content. */
    public static ProblemException invalidContent(String pointer, String detail) {
        return of(ProblemType.INVALID_CONTENT, List.of(ProblemError.at(pointer, detail)));
    }

    /** 400, naming each parameter and what it accepts. */
    public static ProblemException invalidParameters(List<ProblemError> errors) {
        return of(ProblemType.INVALID_PARAMETER, errors);
    }

    /** 400 for one parameter. */
    public static ProblemException invalidParameter(String parameter, String accepts) {
        return invalidParameters(List.of(ProblemError.ofParameter(parameter, accepts)));
    }

    /** 404, for what never existed as far as readers know. */
    public static ProblemException notFound(String detail) {
        return of(ProblemType.NOT_FOUND, detail);
    }

    /** 410, for what readers once could see. */
    public static ProblemException gone(String detail) {
        return of(ProblemType.GONE, detail);
    }

    /** The challenge to a caller who is known and lacks a scope (RFC 6750, section 3.1). */
    public static String insufficientScope(String scope) {
        return BEARER + ", error=\"insufficient_scope\", scope=\"" + scope + "\"";
    }

    /** Which of the closed list it is. */
    public ProblemType type() {
        return type;
    }

    Map<String, String> headers() {
        return headers;
    }

    Problem problem() {
        return Problem.of(type, getMessage(), errors);
    }
}
