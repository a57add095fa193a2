package org.broadsheet.contract;

import static org.broadsheet.platform.query.QueryParameter.COMPONENT;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Creates one component for each parameter that several operations share. */
final class SharedParameters {

    private final OpenAPI contract;
    /** The uses by content, in the order of their first use. */
    private final Map<String, List<Use>> uses = new LinkedHashMap<>();

    private record Use(Operation operation, int index, Parameter parameter) {}

    private SharedParameters(OpenAPI contract) {
        this.contract = contract;
    }

    static void of(OpenAPI contract) {
        SharedParameters shared = new SharedParameters(contract);
        contract.getPaths()
                .getPathItems()
                .values()
                .forEach(item -> item.getOperations().values().forEach(shared::note));
        shared.uses.values().stream().filter(same -> same.size() > 1).forEach(shared::share);
        shared.uses.values().forEach(same -> same.forEach(use -> use.parameter().removeExtension(COMPONENT)));
    }

    private void note(Operation operation) {
        List<Parameter> parameters = operation.getParameters() == null ? List.of() : operation.getParameters();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            uses.computeIfAbsent(
                            parameter.getName() + " " + parameter.getRequired() + " " + parameter.getIn() + " "
                                    + parameter.getDescription() + " " + parameter.getSchema(),
                            key -> new ArrayList<>())
                    .add(new Use(operation, i, parameter));
        }
    }

    private void share(List<Use> same) {
        Parameter parameter = same.get(0).parameter();
        Map<String, Object> extensions = parameter.getExtensions();
        String name = extensions != null && extensions.containsKey(COMPONENT)
                ? extensions.get(COMPONENT).toString()
                : nameOf(parameter);
        contract.getComponents().addParameter(name, parameter);
        same.forEach(use -> {
            List<Parameter> parameters = new ArrayList<>(use.operation().getParameters());
            parameters.set(use.index(), OASFactory.createParameter().ref("#/components/parameters/" + name));
            use.operation().setParameters(parameters);
        });
    }

    /**
     * Returns the parameter's name, such as {@code ifMatch}, {@code storyInPath} or, if a required parameter has the same
     * name, {@code optionalIfMatch}.
     *
     * @throws IllegalStateException if two parameters would have the same name
     */
    private String nameOf(Parameter parameter) {
        String[] words = parameter.getName().split("-");
        StringBuilder name =
                new StringBuilder(words[0].substring(0, 1).toLowerCase(Locale.ROOT) + words[0].substring(1));
        for (int i = 1; i < words.length; i++) {
            name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT))
                    .append(words[i].substring(1).toLowerCase(Locale.ROOT));
        }
        if (parameter.getIn() == Parameter.In.PATH) {
            name.append("InPath");
        }
        Map<String, Parameter> there = contract.getComponents().getParameters();
        if (there != null && there.containsKey(name.toString()) && !Boolean.TRUE.equals(parameter.getRequired())) {
            name.setCharAt(0, Character.toUpperCase(name.charAt(0)));
            name.insert(0, "optional");
        }
        if (there != null && there.containsKey(name.toString())) {
            throw new IllegalStateException("Two shared parameters have the name " + name);
        }
        return name.toString();
    }
}
