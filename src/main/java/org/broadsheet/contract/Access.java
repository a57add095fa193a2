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

    private Access() {}

    static void describe(List<String> scopes, Operation operation) {
        if (scopes.isEmpty()) {
            operation.setSecurity(List.of());
            return;
        }
        operation.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme("key")));
        operation.addExtension("x-required-scopes", scopes);
        operation.setDescription(
                operation.getDescription() + "\n\nRequires the scope `" + String.join("`, `", scopes) + "`.");
    }
}
