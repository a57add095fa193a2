package org.broadsheet.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One error in a request.
 *
 * @param parameter name of the query or path parameter; null for an error in the content
 * @param pointer JSON Pointer (RFC 6901) to the member of the content; null for an error in a parameter
 * @param detail the accepted values, or the error
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "An invalid parameter or member of the request.",
        requiredProperties = {"detail"})
public record ProblemError(
        @Schema(description = "The query or path parameter.", examples = "limit")
        String parameter,

        @Schema(
                description = "The location in the request body, as a JSON Pointer (RFC 6901).",
                examples = "/authors/0")
        String pointer,

        @Schema(description = "Why it is rejected.", examples = "accepts a whole number from 1 to 100")
        String detail) {

    /** Creates an error in a query or path parameter. */
    public static ProblemError ofParameter(String parameter, String detail) {
        return new ProblemError(parameter, null, detail);
    }

    /** Creates an error in the content. */
    public static ProblemError at(String pointer, String detail) {
        return new ProblemError(null, pointer, detail);
    }

    /**
     * Returns an error for each value that an array repeats: a list with repeated values is rejected, not changed.
     *
     * @param pointer to the array
     * @param values what the array's elements refer to, under any name; null for an element that refers to nothing
     */
    public static List<ProblemError> repeats(String pointer, List<?> values) {
        List<ProblemError> errors = new ArrayList<>();
        Map<Object, Integer> first = new HashMap<>();
        for (int position = 0; position < values.size(); position++) {
            Object value = values.get(position);
            Integer earlier = value == null ? null : first.putIfAbsent(value, position);
            if (earlier != null) {
                errors.add(at(pointer + "/" + position, "repeats " + pointer + "/" + earlier));
            }
        }
        return errors;
    }

    String place() {
        return parameter == null ? pointer : parameter;
    }
}
