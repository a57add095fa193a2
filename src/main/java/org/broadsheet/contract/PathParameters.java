package org.broadsheet.contract;

import java.util.Map;
import java.util.function.Supplier;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.paging.Cursor;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Describes the parameters outside of the query. */
final class PathParameters {

    private static final Map<String, Supplier<Schema>> SCHEMAS = Map.of(
            "id", () -> text().format("uuid"),
            "delivery", () -> text().format("uuid"),
            "revision", () -> text().pattern("^[1-9][0-9]{0,8}$").maxLength(9),
            "token", () -> text().pattern("^[A-Za-z0-9_.-]+$").minLength(1).maxLength(200));

    private static final Map<String, String> DESCRIPTIONS = Map.of(
            "id", "Id.",
            "delivery", "Id of the delivery.",
            "revision", "Number of the revision, counted from 1.",
            "token", "The token of a preview.");

    private PathParameters() {}

    static void describe(Parameter parameter) {
        if (parameter.getIn() == Parameter.In.PATH) {
            parameter
                    .description(DESCRIPTIONS.getOrDefault(parameter.getName(), "Slug or id."))
                    .schema(SCHEMAS.getOrDefault(parameter.getName(), PathParameters::slugOrId)
                            .get());
        } else if (parameter.getName().equals("If-Match")) {
            parameter
                    .description("The `ETag` of the version to change, or `*` for any version.")
                    .required(true)
                    .schema(text().minLength(1)
                            .maxLength(200)
                            .pattern(HeaderPattern.NOT_EMPTY)
                            .addExample("\"7\""));
        } else if (parameter.getName().equals("Last-Event-ID")) {
            parameter
                    .description("The id of the last event received. It overrides `since`. Browsers send it when they"
                            + " reconnect. Empty is the same as absent.")
                    .schema(text().maxLength(Cursor.MAX_LENGTH).pattern("^[A-Za-z0-9_-]*$"));
        }
    }

    private static Schema slugOrId() {
        return text().minLength(1)
                .maxLength(Slug.MAX_LENGTH)
                .pattern("^(?:" + Slug.PATTERN + "|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$");
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(SchemaType.STRING);
    }
}
