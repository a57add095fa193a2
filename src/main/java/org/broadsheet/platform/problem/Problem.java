package org.broadsheet.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.broadsheet.platform.history.CurrentVersion;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A failure as clients see it.
 *
 * @param type reference to the problem type's documentation, one of {@link ProblemType}
 * @param title the meaning of the type, the same for every occurrence
 * @param status the HTTP status code, repeated
 * @param detail what is wrong this time, for a person to read
 * @param reason why a story was withdrawn; null otherwise
 * @param errors the parts of the request that are wrong; absent if there are none
 * @param current the version that a stale {@code If-Match} conflicts with; absent for other problems
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "Problem details (RFC 9457).",
        requiredProperties = {"type", "title", "status"})
public record Problem(
        @Schema(
                description = "Identifies the problem type. It is the path of the type's documentation, below the"
                        + " server's URL.",
                format = "uri-reference",
                examples = "/problems/invalid-parameter")
        String type,

        @Schema(description = "The title of the type, the same for every occurrence.", examples = "Invalid parameter")
        String title,

        @Schema(description = "The HTTP status code.", minimum = "400", maximum = "599", examples = "400")
        int status,

        @Schema(description = "Explains this occurrence.", examples = "limit: accepts a whole number from 1 to 100")
        String detail,

        @Schema(
                description = "Of a withdrawn story: why the editors withdrew it, for readers. Absent if they gave no"
                        + " reason.",
                examples = "The licence of the text has expired.")
        String reason,

        @Schema(description = "The invalid parameters and members.")
        List<ProblemError> errors,

        @Schema(description = "The current version. Only with status 412.")
        CurrentVersion current) {

    static Problem of(ProblemType type, String detail, List<ProblemError> errors) {
        return of(type, detail, null, errors, null);
    }

    static Problem of(
            ProblemType type, String detail, String reason, List<ProblemError> errors, CurrentVersion current) {
        return new Problem(
                type.uri(), type.title(), type.status(), detail, reason, errors.isEmpty() ? null : errors, current);
    }
}
