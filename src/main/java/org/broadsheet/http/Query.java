package org.broadsheet.http;

import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.broadsheet.problem.ProblemError;
import org.broadsheet.problem.ProblemException;

/** The query string of one request, read strictly: whatever is unknown or malformed refuses the whole request. */
public final class Query {

    /** Of an unknown name, a problem repeats so many characters. */
    private static final int NAMED_LENGTH = 60;

    private final String path;
    private final Map<Parameter<?>, List<?>> values;

    /**
     * What was given for the parameters that say which items a list has, and in which order, as the response cache
     * understands it: requests that share an answer take each other's cursors.
     */
    private final Map<String, List<String>> list;

    private Query(String path, Map<Parameter<?>, List<?>> values, Map<String, List<String>> list) {
        this.path = path;
        this.values = values;
        this.list = list;
    }

    /**
     * @param accepted every parameter that the endpoint knows
     * @throws ProblemException 400 that names all that is wrong, and what is accepted instead
     */
    public static Query read(UriInfo uri, List<Parameter<?>> accepted) {
        Map<String, Parameter<?>> byName = accepted.stream().collect(Collectors.toMap(Parameter::name, p -> p));
        Map<Parameter<?>, List<?>> values = new HashMap<>();
        Map<String, List<String>> list = new TreeMap<>();
        List<ProblemError> errors = new ArrayList<>();
        uri.getQueryParameters().forEach((name, given) -> {
            Parameter<?> parameter = byName.get(name);
            if (parameter == null) {
                errors.add(ProblemError.ofParameter(shortened(name), "is not known here; " + namesOf(accepted)));
                return;
            }
            List<?> parsed = parameter.parse(given);
            if (parsed == null) {
                errors.add(ProblemError.ofParameter(name, parameter.refusal(given)));
                return;
            }
            values.put(parameter, parsed);
            List<String> canonical = parameter.canonical(given).orElse(List.of());
            if (!parameter.isFreeBetweenPages() && !canonical.isEmpty()) {
                list.put(name, canonical);
            }
        });
        accepted.stream()
                .filter(parameter ->
                        parameter.isRequired() && !uri.getQueryParameters().containsKey(parameter.name()))
                .forEach(parameter -> errors.add(
                        ProblemError.ofParameter(parameter.name(), "is needed; accepts " + parameter.accepts())));
        if (!errors.isEmpty()) {
            // The framework has them in no order, and one and the same request gets one and the same answer.
            errors.sort(Comparator.comparing(ProblemError::parameter));
            throw ProblemException.invalidParameters(errors);
        }
        return new Query(uri.getPath(), values, list);
    }

    private static String shortened(String name) {
        String start = CodePoints.first(name, NAMED_LENGTH);
        return start.equals(name) ? name : start + "…";
    }

    private static String namesOf(List<Parameter<?>> accepted) {
        return accepted.isEmpty()
                ? "no parameters are accepted"
                : "accepted are " + accepted.stream().map(Parameter::name).collect(Collectors.joining(", "));
    }

    /** The value given, if one was. */
    @SuppressWarnings("unchecked") // values were put under the parameter that parsed them
    public <T> Optional<T> find(Parameter<T> parameter) {
        List<T> given = (List<T>) values.get(parameter);
        return given == null ? Optional.empty() : Optional.of(given.get(0));
    }

    /** The value given, or the parameter's default. */
    public <T> T get(Parameter<T> parameter) {
        return find(parameter).orElse(parameter.orElse());
    }

    /** All values given, in order; empty if none was. */
    @SuppressWarnings("unchecked") // as above
    public <T> List<T> all(Parameter<T> parameter) {
        return (List<T>) values.getOrDefault(parameter, List.of());
    }

    /** The list that is asked for, its filters and order, in one canonical text: what its cursors are bound to. */
    public String binding() {
        return path + "?" + list;
    }
}
