package org.broadsheet.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.http.DeliveryOperations;
import org.broadsheet.http.RouteTemplates;
import org.broadsheet.problem.AllowedMethods;

/** Reads in the contract what an address takes. */
@ApplicationScoped
class ContractPaths implements AllowedMethods, DeliveryOperations, RouteTemplates {

    private static final String CONTRACT = "META-INF/quarkus-generated-openapi-doc.JSON";

    private static final List<String> NOT_KEPT = List.of("/v1/admin/", "/v1/preview/", "/v1/changes");

    private final ObjectMapper json;
    private List<Address> addresses;

    ContractPaths(ObjectMapper json) {
        this.json = json;
    }

    /**
     * One path of the contract.
     *
     * @param pattern what its addresses look like
     * @param reading the operation that answers GET; null if none does
     */
    private record Address(String template, Pattern pattern, Set<String> methods, String reading) {

        static Address of(String template, JsonNode operations) {
            Set<String> methods = new LinkedHashSet<>();
            operations.fieldNames().forEachRemaining(name -> methods.add(name.toUpperCase(Locale.ROOT)));
            return new Address(
                    template,
                    Pattern.compile(template.replaceAll("\\{[^}]*}", "[^/]+")),
                    methods,
                    operations.path("get").path("operationId").textValue());
        }

        boolean isKept() {
            return reading != null
                    && template.startsWith("/v1/")
                    && NOT_KEPT.stream().noneMatch(template::startsWith);
        }
    }

    @Override
    public List<String> at(String path) {
        Set<String> methods = new LinkedHashSet<>();
        matching(path).forEach(address -> methods.addAll(address.methods()));
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
