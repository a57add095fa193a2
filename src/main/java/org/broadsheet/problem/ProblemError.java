package org.broadsheet.problem;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One thing that is wrong with a request.
 *
 * @param parameter name of the query or path parameter
 * @param detail what it accepts
 */
@Schema(
        description = "One thing that is wrong with the request.",
        requiredProperties = {"parameter", "detail"})
public record ProblemError(
        @Schema(description = "The query or path parameter.", examples = "limit")
        String parameter,

        @Schema(description = "What it accepts.", examples = "accepts a whole number from 1 to 100")
        String detail) {}
