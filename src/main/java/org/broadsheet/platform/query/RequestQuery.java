package org.broadsheet.platform.query;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.broadsheet.platform.problem.ProblemError;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.text.CodePoints;

/**
 * The query of a request, read strictly: an unknown or malformed parameter rejects the whole request. A subclass declares
 * the parameters of an operation, which takes it as an argument with {@code @Context}. {@link QueryFilter} reads the query
 * of every request before the operation runs, and rejects any parameter for an operation without such an argument.
 */
public abstract class RequestQuery {

    /** The number of characters of an unknown name that a problem repeats. */
    private static final int NAMED_LENGTH = 60;

    private final List<QueryParameter<?>> accepted;

    private Map<QueryParameter<?>, List<?>> values = Map.of();

    private String binding;

    /** The query of an operation without parameters. */
    @RequestScoped
    static class None extends RequestQuery {

        None() {
            super(List.of());
        }
    }

    /** @param accepted every parameter of the operation */
    protected RequestQuery(List<QueryParameter<?>> accepted) {
        this.accepted = accepted;
    }

    /** Returns the parameters of an operation. */
    public static List<QueryParameter<?>> parametersOf(Method operation) {
        try {
            Constructor<?> constructor = typeIn(operation).getDeclaredConstructor();
            constructor.setAccessible(true);
            return ((RequestQuery) constructor.newInstance()).accepted;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static Class<? extends RequestQuery> typeIn(Method operation) {
        for (Class<?> argument : operation.getParameterTypes()) {
            if (RequestQuery.class.isAssignableFrom(argument)) {
                return argument.asSubclass(RequestQuery.class);
            }
        }
        return None.class;
    }

    /** @throws ProblemException 400 that names all errors, and the accepted values */
    public void read(UriInfo uri) {
        QueryString given = QueryString.parse(uri.getRequestUri().getRawQuery());
        Map<String, QueryParameter<?>> byName = byName(accepted);
        Map<QueryParameter<?>, List<?>> parsed = new HashMap<>();
        List<ProblemError> errors = new ArrayList<>();
        given.malformed()
                .forEach(
                        name -> errors.add(ProblemError.ofParameter(shortened(name), "must be percent-encoded UTF-8")));
        given.values().forEach((name, texts) -> {
            QueryParameter<?> parameter = byName.get(name);
            List<?> ofName = parameter == null ? null : parameter.parse(texts);
            if (parameter == null) {
                errors.add(ProblemError.ofParameter(shortened(name), "is unknown; " + namesOf(accepted)));
            } else if (ofName == null) {
                errors.add(ProblemError.ofParameter(name, parameter.rejection(texts)));
            } else {
                parsed.put(parameter, ofName);
            }
        });
        accepted.stream()
                .filter(parameter -> parameter.isRequired()
                        && !given.values().containsKey(parameter.name())
                        && !given.malformed().contains(parameter.name()))
                .forEach(parameter -> errors.add(
                        ProblemError.ofParameter(parameter.name(), "is required; accepts " + parameter.accepts())));
        if (!errors.isEmpty()) {
            errors.sort(Comparator.comparing(ProblemError::parameter));
            throw ProblemException.invalidParameters(errors);
        }
        values = parsed;
        binding = uri.getPath() + "?" + canonical(given, byName, parameter -> !parameter.isFreeBetweenPages());
    }

    /**
     * Returns the canonical spelling of a query.
     *
     * @param raw as it was sent
     * @return empty if {@link #read} would reject it
     */
    public static Optional<String> canonical(String raw, List<QueryParameter<?>> accepted) {
        QueryString given = QueryString.parse(raw);
        Map<String, QueryParameter<?>> byName = byName(accepted);
        boolean isAccepted = given.malformed().isEmpty()
                && accepted.stream()
                        .allMatch(parameter ->
                                !parameter.isRequired() || given.values().containsKey(parameter.name()))
                && given.values().entrySet().stream().allMatch(entry -> {
                    QueryParameter<?> parameter = byName.get(entry.getKey());
                    return parameter != null && parameter.parse(entry.getValue()) != null;
                });
        return isAccepted ? Optional.of(canonical(given, byName, parameter -> true)) : Optional.empty();
    }

    private static String canonical(
            QueryString given, Map<String, QueryParameter<?>> byName, Predicate<QueryParameter<?>> isPart) {
        return given.values().entrySet().stream()
                .filter(entry -> isPart.test(byName.get(entry.getKey())))
                .flatMap(entry -> byName.get(entry.getKey()).canonical(entry.getValue()).stream())
                .collect(Collectors.joining("&"));
    }

    private static Map<String, QueryParameter<?>> byName(List<QueryParameter<?>> parameters) {
        return parameters.stream().collect(Collectors.toMap(QueryParameter::name, parameter -> parameter));
    }

    private static String shortened(String name) {
        String start = CodePoints.first(name, NAMED_LENGTH);
        return start.equals(name) ? name : start + "…";
    }

    private static String namesOf(List<QueryParameter<?>> accepted) {
        return accepted.isEmpty()
                ? "no parameters are accepted"
                : "accepted: " + accepted.stream().map(QueryParameter::name).collect(Collectors.joining(", "));
    }

    /** Returns the value in the request; empty if there is none. */
    @SuppressWarnings("unchecked") // values were put under the parameter that parsed them
    public <T> Optional<T> find(QueryParameter<T> parameter) {
        List<T> given = (List<T>) values.get(parameter);
        return given == null ? Optional.empty() : Optional.of(given.get(0));
    }

    /** Returns the value in the request, or the parameter's default. */
    public <T> T get(QueryParameter<T> parameter) {
        return find(parameter).orElse(parameter.orElse());
    }

    /**
     * Returns all values in the request, each once and in an order that does not depend on the order in the request.
     */
    @SuppressWarnings("unchecked") // as above
    public <T> List<T> all(QueryParameter<T> parameter) {
        return (List<T>) values.getOrDefault(parameter, List.of());
    }

    /**
     * Returns the requested list, its filters and order, in one canonical text, to which its cursors are bound. Requests
     * that share a cached response accept each other's cursors.
     */
    public String binding() {
        return binding;
    }
}
