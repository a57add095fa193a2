package org.broadsheet.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.identity.access.RequiredScopes;
import org.broadsheet.platform.http.Surface;
import org.broadsheet.platform.monitoring.RouteTemplates;
import org.broadsheet.platform.problem.AllowedMethods;
import org.broadsheet.platform.query.DeliveryOperations;

/** Reads methods, scopes and paths from the contract. */
@ApplicationScoped
class ContractPaths implements AllowedMethods, DeliveryOperations, RequiredScopes, RouteTemplates {

    private static final String CONTRACT = "META-INF/quarkus-generated-openapi-doc.JSON";

    /** The change feed is part of delivery, but its responses are not cached. */
    private static final String CHANGES = "/v1/changes";

    private final ObjectMapper json;
    private List<Address> addresses;

    ContractPaths(ObjectMapper json) {
        this.json = json;
    }

    /**
     * One path of the contract.
     *
     * @param pattern matches its addresses
     * @param scopes required scopes by method
     * @param reading the operation for GET; null if there is none
     */
    private record Address(String template, Pattern pattern, Map<String, Set<String>> scopes, String reading) {

        static Address of(String template, JsonNode operations) {
            Map<String, Set<String>> scopes = new LinkedHashMap<>();
            operations.properties().forEach(operation -> {
                Set<String> required = new HashSet<>();
                operation.getValue().path(Access.SCOPES).forEach(scope -> required.add(scope.textValue()));
                scopes.put(operation.getKey().toUpperCase(Locale.ROOT), required);
            });
            return new Address(
                    template,
                    Pattern.compile(template.replaceAll("\\{[^}]*}", "[^/]+")),
                    scopes,
                    operations.path("get").path("operationId").textValue());
        }

        boolean isKept() {
            return reading != null && Surface.of(template) == Surface.DELIVERY && !template.startsWith(CHANGES);
        }
    }

    @Override
    public List<String> at(String path) {
        Set<String> methods = new LinkedHashSet<>();
        matching(path).forEach(address -> methods.addAll(address.scopes().keySet()));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        methods.add("OPTIONS");
        return List.copyOf(methods);
    }

    @Override
    public Optional<Operation> reading(String path) {
        return matching(path)
                .filter(Address::isKept)
                .findFirst()
                .map(address -> new Operation(address.template(), Contract.PARAMETERS.get(address.reading())));
    }

    @Override
    public List<Set<String>> of(String method, String path) {
        return matching(path)
                .map(address -> address.scopes().get(method))
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public Set<String> templates() {
        return addresses().stream().map(Address::template).collect(Collectors.toSet());
    }

    private Stream<Address> matching(String path) {
        return addresses().stream()
                .filter(address -> address.pattern().matcher(path).matches());
    }

    private synchronized List<Address> addresses() {
        if (addresses == null) {
            List<Address> found = new ArrayList<>();
            for (Map.Entry<String, JsonNode> path : read().path("paths").properties()) {
                found.add(Address.of(path.getKey(), path.getValue()));
            }
            addresses = found;
        }
        return addresses;
    }

    private JsonNode read() {
        try (InputStream contract =
                Thread.currentThread().getContextClassLoader().getResourceAsStream(CONTRACT)) {
            return json.readTree(contract);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
