package org.broadsheet.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.broadsheet.problem.AllowedMethods;

/** Reads in the contract which methods an address takes. */
@ApplicationScoped
class ContractMethods implements AllowedMethods {

    private static final String CONTRACT = "META-INF/quarkus-generated-openapi-doc.JSON";

    private final ObjectMapper json;

    ContractMethods(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public List<String> at(String path) {
        Set<String> methods = new LinkedHashSet<>();
        for (Map.Entry<String, JsonNode> template : read().path("paths").properties()) {
            if (path.matches(template.getKey().replaceAll("\\{[^}]*}", "[^/]+"))) {
                template.getValue().fieldNames().forEachRemaining(name -> methods.add(name.toUpperCase(Locale.ROOT)));
            }
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        methods.add("OPTIONS");
        return List.copyOf(methods);
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
