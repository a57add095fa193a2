package org.broadsheet.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One thing that is wrong with a request.
 *
 * @param parameter name of the query or path parameter; null where it is the content that is wrong
 * @param pointer JSON Pointer (RFC 6901) to the member of the content; null where it is a parameter
 * @param detail what it accepts, or what is the matter with it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "One thing that is wrong with the request: a parameter, or a place in its content.",
        requiredProperties = {"detail"})
public record ProblemError(
        @Schema(description = "The query or path parameter.", examples = "limit")
        String parameter,

        @Schema(description = "Where in the content, as a JSON Pointer (RFC 6901).", examples = "/authors/0")
        String pointer,

        @Schema(description = "What it accepts.", examples = "accepts a whole number from 1 to 100")
        String detail) {

    /** About a query or path parameter. */
    public static ProblemError ofParameter(String parameter, String detail) {
        return new ProblemError(parameter, null, detail);
    }

    /** About a place in the content. */
    public static ProblemError at(String pointer, String detail) {
        return new ProblemError(null, pointer, detail);
    }

    /**
     * One error for each value of an array that the array has before: a list keeps what it was given, or rejects it.
     *
     * @param pointer to the array
     * @param values what its elements mean, whatever they are called; null for one that means nothing
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
