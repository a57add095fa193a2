package org.broadsheet.platform.operation;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.platform.monitoring.RouteTemplates;
import org.broadsheet.platform.problem.AllowedMethods;

/** All operations of the API. */
@Singleton
public class Operations implements AllowedMethods, RouteTemplates {

    private final List<DeclaredOperation> all;

    @Inject
    Operations(BeanManager beans) {
        this(beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .<Class<?>>map(Bean::getBeanClass)
                .filter(bean -> bean.isAnnotationPresent(Path.class)));
    }

    /** @param resources the classes of all resources */
    public Operations(Stream<Class<?>> resources) {
        this(resources.distinct().flatMap(DeclaredOperation::of).toList());
    }

    Operations(List<DeclaredOperation> all) {
        this.all = all;
    }

    /**
     * Returns an operation.
     *
     * @param path with its parameters in braces
     * @throws IllegalStateException if no resource declares it
     */
    public DeclaredOperation get(String verb, String path) {
        return all.stream()
                .filter(operation ->
                        operation.verb().equals(verb) && operation.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No resource declares " + verb + " " + path));
    }

    @Override
    public List<String> at(String path) {
        Stream<String> verbs = matching(path)
                .map(DeclaredOperation::verb)
                .flatMap(verb -> verb.equals(HttpMethod.GET) ? Stream.of(verb, HttpMethod.HEAD) : Stream.of(verb))
                .sorted();
        return Stream.concat(verbs, Stream.of(HttpMethod.OPTIONS)).distinct().toList();
    }

    /** Returns the operation that reads from a path; empty if there is none whose responses are cached. */
    public Optional<DeclaredOperation> cached(String path) {
        return reading(path).filter(DeclaredOperation::isCached);
    }

    /** Returns the operation that reads from a path; empty if there is none. */
    public Optional<DeclaredOperation> reading(String path) {
        return matching(path)
                .filter(operation -> operation.verb().equals(HttpMethod.GET))
                .findFirst();
    }

    /** Returns the scopes of each operation that a path may belong to; empty if it belongs to none. */
    public List<List<String>> scopes(String verb, String path) {
        return matching(path)
                .filter(operation -> operation.verb().equals(verb))
                .map(DeclaredOperation::scopes)
                .toList();
    }

    @Override
    public Set<String> templates() {
        return all.stream().map(DeclaredOperation::path).collect(Collectors.toSet());
    }

    private Stream<DeclaredOperation> matching(String path) {
        return all.stream()
                .filter(operation -> operation.pattern().matcher(path).matches());
    }
}
