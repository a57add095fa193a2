package org.broadsheet.contract;

import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;

/**
 * Describes who may call an operation. Delivery operations explicitly require no authentication. For editorial
 * operations, the security requirement names the key, and {@code x-required-scopes} the scopes that the key needs:
 * scopes in a requirement belong to OAuth, and contract tools reject or drop them for a bearer scheme.
 */
final class Access {

    static final String SCOPES = "x-required-scopes";

    private Access() {}

    static void describe(Operation operation) {
        List<String> scopes = operation.getSecurity() == null
                ? List.of()
                : operation.getSecurity().stream()
                        .flatMap(requirement -> requirement.getSchemes().values().stream())
                        .flatMap(List::stream)
                        .toList();
        if (scopes.isEmpty()) {
            operation.setSecurity(List.of());
            return;
        }
        operation.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme("key")));
        operation.addExtension(SCOPES, scopes);
        operation.setDescription(
                operation.getDescription() + "\n\nRequires the scope `" + String.join("`, `", scopes) + "`.");
    }
}
