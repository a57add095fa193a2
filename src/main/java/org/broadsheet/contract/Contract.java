package org.broadsheet.contract;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.stream.Stream;
import org.broadsheet.platform.http.Surface;
import org.broadsheet.platform.json.JsonContent;
import org.broadsheet.platform.operation.DeclaredOperation;
import org.broadsheet.platform.operation.Operations;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationTarget.Kind;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;

/**
 * Completes the contract that is generated from the resources with the query parameters and all possible responses, which
 * follow from what each operation declares. Runs when Broadsheet is built.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = Contract.PRIORITY)
public class Contract implements OASFilter {

    /** Filters that add to the contract have a higher priority: they run first. */
    public static final int PRIORITY = 0;

    /** Schemas that the generator leaves unreferenced: the generic page, and the wrapper of request bodies. */
    private static final List<String> UNREFERENCED = List.of("Page", JsonContent.class.getName());

    private final Operations declared;

    private final List<Class<?>> unwrapping;

    /** @param index of all classes of Broadsheet */
    public Contract(IndexView index) {
        declared = new Operations(targets(index, Path.class)
                .filter(target -> target.kind() == Kind.CLASS)
                .map(resource -> load(resource.asClass())));
        unwrapping = targets(index, JsonUnwrapped.class)
                .filter(target -> target.kind() == Kind.FIELD)
                .<Class<?>>map(member -> load(member.asField().declaringClass()))
                .filter(type -> type.isAnnotationPresent(Schema.class))
                .toList();
    }

    private static Stream<AnnotationTarget> targets(IndexView index, Class<?> annotation) {
        return index.getAnnotations(annotation).stream().map(AnnotationInstance::target);
    }

    private static Class<?> load(ClassInfo type) {
        try {
            return Class.forName(type.name().toString(), false, Contract.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void filterOpenAPI(OpenAPI contract) {
        About.describe(contract);
        UNREFERENCED.forEach(contract.getComponents()::removeSchema);
        Schemas schemas = new Schemas(contract);
        schemas.addTypes();
        unwrapping.forEach(schemas::putInOrder);
        schemas.namePages();
        schemas.simplifyReferences();
        Components.addTo(contract.getComponents());
        contract.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations()
                        .forEach((verb, operation) -> complete(declared.get(verb.name(), path), operation, schemas)));
        schemas.boundPages();
        Links.addTo(contract);
        schemas.separateUnions();
        schemas.separateInputs();
        schemas.removeUnusedInputs();
        schemas.forbidUnknown();
        schemas.visit(Bounds::complete);
        schemas.apply();
        Examples.addMissing(contract);
        SharedParameters.of(contract);
        About.putInOrder(contract);
    }

    private static void complete(DeclaredOperation declared, Operation operation, Schemas schemas) {
        Responses responses = Surface.of(declared.path()) == Surface.DELIVERY
                ? new DeliveryResponses(declared, operation)
                : new EditorialResponses(declared, operation, schemas);
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(PathParameters::describe);
        }
        declared.parameters().forEach(parameter -> {
            operation.addParameter(parameter.contract());
            parameter.namedSchema().ifPresent(choice -> schemas.addChoice(choice.getKey(), choice.getValue()));
        });
        responses.describe();
        Access.describe(declared.scopes(), operation);
    }
}
