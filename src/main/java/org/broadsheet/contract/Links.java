package org.broadsheet.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.links.Link;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Links the response of each create operation to the operations on the created resource: get, update, delete, publish
 * and so on. The path of such an operation extends that of the create operation by one parameter, whose value is the id
 * in the response. The create operation itself declares other links. Nothing that was just created is live.
 */
final class Links {

    private final Map<String, PathItem> paths;

    private Links(OpenAPI contract) {
        this.paths = contract.getPaths().getPathItems();
    }

    static void addTo(OpenAPI contract) {
        Links links = new Links(contract);
        links.paths.forEach((path, item) -> {
            if (item.getPOST() != null && item.getPOST().getResponses().hasAPIResponse("201")) {
                links.link(path, item.getPOST().getResponses().getAPIResponse("201"));
            }
        });
    }

    private void link(String path, APIResponse created) {
        Map<String, Link> found = new LinkedHashMap<>();
        Pattern continued = Pattern.compile(Pattern.quote(path) + "/\\{([a-z]+)}(?:/(?!live$)[a-z-]+)?");
        paths.forEach((target, item) -> {
            Matcher matcher = continued.matcher(target);
            if (matcher.matches()) {
                item.getOperations()
                        .values()
                        .forEach(operation -> found.put(
                                operation.getOperationId(), link(path, operation, matcher.group(1), created)));
            }
        });
        if (created.getLinks() != null) {
            found.putAll(created.getLinks());
        }
        if (!found.isEmpty()) {
            // Set anew, since the document has the links in the order of the calls.
            created.links(null).setLinks(found);
        }
    }

    /** @param name of the path parameter for the id */
    private static Link link(String path, Operation operation, String name, APIResponse created) {
        Map<String, Object> values = new LinkedHashMap<>();
        Matcher given = Pattern.compile("\\{([a-z]+)}").matcher(path);
        while (given.find()) {
            values.put(given.group(1), "$request.path." + given.group(1));
        }
        values.put(name, "$response.body#/id");
        List<Parameter> parameters = operation.getParameters() == null ? List.of() : operation.getParameters();
        boolean takesVersion = parameters.stream().anyMatch(parameter -> "If-Match".equals(parameter.getName()));
        if (takesVersion && created.getHeaders().containsKey("ETag")) {
            values.put("If-Match", "$response.header.ETag");
        }
        return OASFactory.createLink().operationId(operation.getOperationId()).parameters(values);
    }
}
