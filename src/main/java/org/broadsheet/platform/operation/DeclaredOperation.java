package org.broadsheet.platform.operation;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.broadsheet.platform.query.QueryParameter;
import org.broadsheet.platform.query.RequestQuery;
import org.broadsheet.platform.write.NoContent;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * An operation, as its resource method declares it.
 *
 * @param verb the HTTP method
 * @param path the path with its parameters in braces
 * @param pattern matches the paths of requests
 * @param parameters of the query
 * @param scopes that a key needs; empty for delivery
 */
public record DeclaredOperation(
        Method method,
        String verb,
        String path,
        Pattern pattern,
        List<QueryParameter<?>> parameters,
        List<String> scopes) {

    /** Returns the operations of a resource. */
    static Stream<DeclaredOperation> of(Class<?> resource) {
        return Arrays.stream(resource.getMethods())
                .flatMap(method -> Arrays.stream(method.getAnnotations())
                        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                        .filter(Objects::nonNull)
                        .map(verb -> of(resource.getAnnotation(Path.class).value(), method, verb.value())));
    }

    /** @throws IllegalStateException if the method is not described, or reads the query in another way */
    static DeclaredOperation of(String resource, Method method, String verb) {
        boolean readsQuery = Arrays.stream(method.getParameters()).anyMatch(DeclaredOperation::readsQuery)
                || hasMembersFromQuery(method.getDeclaringClass());
        long queries = Arrays.stream(method.getParameterTypes())
                .filter(RequestQuery.class::isAssignableFrom)
                .count();
        if (readsQuery || queries > 1 || !method.isAnnotationPresent(Operation.class)) {
            throw new IllegalStateException(method
                    + " must have @Operation, and can read its query only from one argument that extends RequestQuery");
        }
        Path own = method.getAnnotation(Path.class);
        String path = resource + (own == null ? "" : "/" + own.value());
        RolesAllowed scopes = method.getAnnotation(RolesAllowed.class);
        return new DeclaredOperation(
                method,
                verb,
                path,
                Pattern.compile(path.replaceAll("\\{[^}]*}", "[^/]+")),
                RequestQuery.parametersOf(method),
                scopes == null ? List.of() : List.of(scopes.value()));
    }

    private static boolean readsQuery(Parameter argument) {
        return argument.getType() == UriInfo.class || isFromQuery(argument) || hasMembersFromQuery(argument.getType());
    }

    /** The framework sets the members of an argument, with or without {@code @BeanParam}, and those of a resource. */
    private static boolean hasMembersFromQuery(Class<?> type) {
        return Stream.<Class<?>>iterate(type, Objects::nonNull, Class::getSuperclass)
                .flatMap(each -> Stream.of(
                                Arrays.stream(each.getDeclaredFields()),
                                Arrays.stream(each.getDeclaredMethods()),
                                Arrays.stream(each.getDeclaredConstructors())
                                        .flatMap(constructor -> Arrays.stream(constructor.getParameters())))
                        .<AnnotatedElement>flatMap(Function.identity()))
                .anyMatch(DeclaredOperation::isFromQuery);
    }

    private static boolean isFromQuery(AnnotatedElement element) {
        return element.isAnnotationPresent(QueryParam.class) || element.isAnnotationPresent(RestQuery.class);
    }

    /** Checks whether a path names one resource, which may not exist. */
    public boolean namesResource() {
        return path.contains("{");
    }

    /** Checks whether Broadsheet caches the responses. */
    public boolean isCached() {
        return verb.equals(HttpMethod.GET) && scopes.isEmpty() && cacheControl().isEmpty();
    }

    /** Checks whether a cache may store the responses. */
    public boolean mayBeStored() {
        return !cacheControl().contains(Responds.NOT_STORED);
    }

    /** Returns the {@code Cache-Control} that the operation declares; empty if it declares none. */
    public String cacheControl() {
        return responds().map(Responds::cacheControl).orElse("");
    }

    /** Returns the statuses that the operation declares. */
    public int[] statuses() {
        return responds().map(Responds::value).orElse(new int[0]);
    }

    /** Checks whether a request may lack content. */
    public boolean mayLackContent() {
        return content().filter(body -> !body.required()).isPresent();
    }

    /** Checks whether requests have no content, except an object without members, which some clients send. */
    public boolean takesNoContent() {
        return content()
                .filter(body -> body.content()[0].schema().implementation() == NoContent.class)
                .isPresent();
    }

    private Optional<RequestBody> content() {
        return Optional.ofNullable(method.getAnnotation(RequestBody.class));
    }

    private Optional<Responds> responds() {
        return Optional.ofNullable(method.getAnnotation(Responds.class));
    }
}
