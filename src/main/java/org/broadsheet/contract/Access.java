package org.broadsheet.contract;

import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;

/**
 * Says who may call an operation. Delivery asks nobody, and says so. Of editing, the security requirement names the key,
 * and {@code x-required-scopes} what the key must allow: scopes in a requirement belong to OAuth, and the tools that
 * read contracts refuse them, or drop them, where the scheme is a bearer's.
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
