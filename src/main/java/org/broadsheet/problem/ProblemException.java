package org.broadsheet.problem;

import java.util.List;
import java.util.stream.Collectors;

/** Ends a request with a problem; thrown wherever the failure is noticed. */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient List<ProblemError> errors;

    private ProblemException(ProblemType type, String detail, List<ProblemError> errors) {
        super(detail, null, false, false);
        this.type = type;
        this.errors = errors;
    }

    /** 400, naming each parameter and what it accepts. */
    public static ProblemException invalidParameters(List<ProblemError> errors) {
        String detail = errors.stream()
                .map(error -> error.parameter() + ": " + error.detail())
                .collect(Collectors.joining("; "));
        return new ProblemException(ProblemType.INVALID_PARAMETER, detail, List.copyOf(errors));
    }

    /** 400 for one parameter. */
    public static ProblemException invalidParameter(String parameter, String accepts) {
        return invalidParameters(List.of(new ProblemError(parameter, accepts)));
    }

    /** 404, for what never existed as far as readers know. */
    public static ProblemException notFound(String detail) {
        return new ProblemException(ProblemType.NOT_FOUND, detail, List.of());
    }

    /** 410, for what readers once could see. */
    public static ProblemException gone(String detail) {
        return new ProblemException(ProblemType.GONE, detail, List.of());
    }

    ProblemType type() {
        return type;
    }

    Problem problem() {
        return Problem.of(type, getMessage(), errors);
    }
}
