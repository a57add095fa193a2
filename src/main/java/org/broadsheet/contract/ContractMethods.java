package org.broadsheet.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.broadsheet.problem.AllowedMethods;

/** Reads in the contract which methods an address takes. */
@ApplicationScoped
class ContractMethods implements AllowedMethods {

    private static final String CONTRACT = "META-INF/quarkus-generated-openapi-doc.JSON";

    private final ObjectMapper json;
    private Map<Pattern, List<String>> templates;

    ContractMethods(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public List<String> at(String path) {
        Set<String> methods = new LinkedHashSet<>();
        templates().forEach((template, names) -> {
            if (template.matcher(path).matches()) {
                methods.addAll(names);
            }
        });
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        methods.add("OPTIONS");
        return List.copyOf(methods);
    }

    private synchronized Map<Pattern, List<String>> templates() {
        if (templates == null) {
            templates = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> path : read().path("paths").properties()) {
                List<String> names = new ArrayList<>();
                path.getValue().fieldNames().forEachRemaining(name -> names.add(name.toUpperCase(Locale.ROOT)));
                templates.put(Pattern.compile(path.getKey().replaceAll("\\{[^}]*}", "[^/]+")), names);
            }
        }
        return templates;
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
