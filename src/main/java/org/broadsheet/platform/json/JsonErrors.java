package org.broadsheet.platform.json;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.platform.problem.ProblemError;
import org.broadsheet.platform.text.Rfc3339;

/** Describes the errors in JSON content, each with the JSON Pointer of its value. */
final class JsonErrors {

    /** The largest number of errors of one kind in a problem. */
    static final int MAX = 20;

    private static final Pattern UNSTORABLE = Pattern.compile("[\\x00\\p{Cs}]");

    private JsonErrors() {}

    /** Returns an error for each text with a character that cannot be stored. */
    static List<ProblemError> unstorable(JsonNode content) {
        List<ProblemError> errors = new ArrayList<>();
        findUnstorable(content, "", errors);
        return errors;
    }

    /** Returns the error of a value of a wrong type. */
    static ProblemError of(JsonMappingException exception) {
        return exception instanceof InvalidTypeIdException noType
                ? ProblemError.at(pointer(exception) + "/type", types(noType))
                : ProblemError.at(pointer(exception), expectation(exception));
    }

    /** Returns the error of a value that violates a constraint. */
    static ProblemError of(ConstraintViolation<?> violation) {
        return ProblemError.at(pointer(violation), violation.getMessage());
    }

    /** Returns the error of an unknown member of the content itself. */
    static ProblemError unknown(String member, Collection<?> accepted) {
        return unknownAt("/" + escape(member), accepted);
    }

    /** PostgreSQL cannot store U+0000 in text, and half a surrogate pair has no encoding in UTF-8. */
    private static void findUnstorable(JsonNode node, String pointer, List<ProblemError> errors) {
        node.properties().forEach(member -> {
            String at =
                    pointer + "/" + escape(UNSTORABLE.matcher(member.getKey()).replaceAll("\uFFFD"));
            checkStorable(member.getKey(), at, errors);
            findUnstorable(member.getValue(), at, errors);
        });
        for (int index = 0; node.isArray() && index < node.size(); index++) {
            findUnstorable(node.get(index), pointer + "/" + index, errors);
        }
        if (node.isTextual()) {
            checkStorable(node.textValue(), pointer, errors);
        }
    }

    private static void checkStorable(String text, String pointer, List<ProblemError> errors) {
        if (errors.size() < MAX && UNSTORABLE.matcher(text).find()) {
            errors.add(ProblemError.at(pointer, "accepts text without U+0000 and without unpaired surrogates"));
        }
    }

    private static ProblemError unknownAt(String pointer, Collection<?> accepted) {
        return ProblemError.at(
                pointer,
                "is unknown; accepted: "
                        + accepted.stream().map(String::valueOf).sorted().collect(Collectors.joining(", ")));
    }

    /** @param name of the current member; where its value is an object or an array, the context is that of the value */
    private static String pointer(JsonStreamContext context, String name) {
        Deque<String> steps = new ArrayDeque<>();
        for (JsonStreamContext at = context; at != null; at = at.getParent()) {
            if (at.inObject() && at.getCurrentName() != null) {
                steps.addFirst(escape(at.getCurrentName()));
            } else if (at.inArray() && !steps.isEmpty()) {
                steps.addFirst(String.valueOf(at.getCurrentIndex()));
            }
        }
        return steps.isEmpty() ? "/" + escape(name) : "/" + String.join("/", steps);
    }

    static String pointer(JsonMappingException exception) {
        return exception.getPath().stream()
                .map(step ->
                        step.getFieldName() == null ? String.valueOf(step.getIndex()) : escape(step.getFieldName()))
                .collect(Collectors.joining("/", "/", ""));
    }

    private static String pointer(ConstraintViolation<?> violation) {
        StringBuilder pointer = new StringBuilder();
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (isMember(node.getName(), violation.getRootBeanClass())) {
                pointer.append('/').append(escape(node.getName()));
            }
        }
        return pointer.toString();
    }

    private static boolean isMember(String node, Class<?> root) {
        return node != null && !node.startsWith("<") && !JsonMembers.isUnwrapped(root, node);
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** Describes the values of the member {@code type}, of which the place may accept only some. */
    private static String types(InvalidTypeIdException exception) {
        Class<?> accepted = exception.getBaseType().getRawClass();
        return Stream.concat(Stream.of(accepted), Arrays.stream(accepted.getInterfaces()))
                .map(declaring -> declaring.getAnnotation(JsonSubTypes.class))
                .filter(Objects::nonNull)
                .flatMap(types -> Arrays.stream(types.value()))
                .filter(type -> accepted.isAssignableFrom(type.value()))
                .map(JsonSubTypes.Type::name)
                .collect(Collectors.joining(", ", "accepts ", ""));
    }

    /** Describes the expected value in terms of JSON, since a client does not know Java types. */
    private static String expectation(JsonMappingException exception) {
        Class<?> type = exception instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
        if (exception.getCause() instanceof InputCoercionException) {
            return "accepts a smaller whole number";
        }
        if (type == null) {
            return "does not match the contract";
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(String::valueOf)
                    .collect(Collectors.joining(", ", "accepts ", ""));
        }
        if (type == Instant.class) {
            return "accepts " + Rfc3339.EXAMPLE;
        }
        if (Number.class.isAssignableFrom(type) || type == int.class || type == long.class) {
            return "accepts a whole number";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "accepts true or false";
        }
        if (type == String.class) {
            return "accepts text";
        }
        return Collection.class.isAssignableFrom(type) ? "accepts an array" : "accepts an object";
    }

    /** Continues after an unknown member, so that one problem names all of them. */
    static final class OfUnknownMembers extends DeserializationProblemHandler {

        private final List<ProblemError> errors;

        OfUnknownMembers(List<ProblemError> errors) {
            this.errors = errors;
        }

        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                JsonDeserializer<?> deserializer,
                Object beanOrClass,
                String name)
                throws IOException {
            if (errors.size() < MAX) {
                errors.add(unknownAt(pointer(parser.getParsingContext(), name), deserializer.getKnownPropertyNames()));
            }
            parser.skipChildren();
            return true;
        }
    }
}
