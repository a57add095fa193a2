package org.broadsheet.platform.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.broadsheet.platform.problem.ProblemError;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;
import org.broadsheet.platform.text.Rfc3339;

/** Reads JSON from clients. It rejects unknown and ambiguous members, and content that would cost too much memory. */
@ApplicationScoped
class StrictJson {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_TOKENS = 20_000;
    private static final int MAX_NAME_LENGTH = 256;
    private static final int MAX_NUMBER_LENGTH = 32;

    /** One factory for each pair of limits, since a factory has a table of names that it shares between documents. */
    private final Map<List<Integer>, JsonFactory> factories = new ConcurrentHashMap<>();

    private final ObjectMapper mapper = JsonMapper.builder(factory(MAX_DEPTH, MAX_TOKENS))
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule().addDeserializer(Instant.class, new TimeReader()))
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(com.fasterxml.jackson.databind.SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .defaultPropertyInclusion(com.fasterxml.jackson.annotation.JsonInclude.Value.construct(
                    com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL,
                    com.fasterxml.jackson.annotation.JsonInclude.Include.ALWAYS))
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .withCoercionConfig(
                    LogicalType.Enum, config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail))
            .build();

    private final Validator validator;

    private static JsonFactory factory(int depth, int tokens) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(depth)
                        .maxTokenCount(tokens)
                        .maxNameLength(MAX_NAME_LENGTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    private JsonFactory factoryOf(int depth, int tokens) {
        return factories.computeIfAbsent(List.of(depth, tokens), limits -> factory(depth, tokens));
    }

    StrictJson(Validator validator) {
        this.validator = validator;
    }

    /**
     * Parses content. JSON {@code null} is the same as no content, because some clients send it where a body is
     * optional.
     *
     * @throws ProblemException 400 if it is not a JSON object in UTF-8, or exceeds the limits of depth and size; 422
     *     that names each text with a character that cannot be stored
     */
    JsonContent parse(byte[] bytes) {
        return parse(bytes, MAX_DEPTH, MAX_TOKENS);
    }

    /** Parses content with other limits. */
    JsonContent parse(byte[] bytes, int depth, int tokens) {
        if (bytes.length == 0) {
            return none();
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)); // stricter than Jackson
            JsonNode content = mapper.reader().with(factoryOf(depth, tokens)).readTree(bytes);
            if (content.isNull()) {
                return none();
            }
            if (content instanceof ObjectNode object) {
                List<ProblemError> errors = JsonErrors.unstorable(object);
                if (!errors.isEmpty()) {
                    throw ProblemException.of(ProblemType.INVALID_CONTENT, errors);
                }
                return new JsonContent(this, bytes, object);
            }
            throw malformed("The content must be a JSON object.");
        } catch (StreamConstraintsException e) {
            throw malformed(
                    "The content is nested deeper than %d levels, has more than %,d pieces, or a name or number in it is too long."
                            .formatted(depth, tokens));
        } catch (JsonProcessingException e) {
            JsonLocation location = e.getLocation();
            throw malformed("The content is not valid JSON, at line %d, column %d%s."
                    .formatted(
                            location == null ? 1 : location.getLineNr(),
                            location == null ? 1 : location.getColumnNr(),
                            e.getOriginalMessage().startsWith("Duplicate field") ? ": a name occurs twice" : ""));
        } catch (IOException e) {
            throw malformed("The content is not valid JSON in UTF-8.");
        }
    }

    private JsonContent none() {
        return new JsonContent(this, new byte[0], mapper.createObjectNode());
    }

    private static ProblemException malformed(String detail) {
        return ProblemException.of(ProblemType.MALFORMED_REQUEST, detail);
    }

    ObjectNode tree(Object value) {
        return mapper.valueToTree(value);
    }

    /** Rejects unknown members of a patch, including those that it would remove. */
    void rejectUnknown(JsonNode patch, Class<?> type) {
        List<ProblemError> unknown = new ArrayList<>();
        try {
            mapper.readerFor(type)
                    .withHandler(new JsonErrors.OfUnknownMembers(unknown))
                    .readValue(known(patch, type, unknown));
        } catch (JsonMappingException e) {
            // Other errors are reported when the merged object is converted.
        } catch (IOException e) {
            throw new IllegalStateException("A tree can always be read", e);
        }
        if (!unknown.isEmpty()) {
            throw ProblemException.of(ProblemType.INVALID_CONTENT, unknown);
        }
    }

    <T> T convert(JsonNode tree, Class<T> type) {
        List<ProblemError> errors = new ArrayList<>();
        T value = read(known(tree, type, errors), type, errors);
        if (value != null) {
            validator.validate(value).stream()
                    .map(JsonErrors::of)
                    .sorted(Comparator.comparing(ProblemError::pointer))
                    .forEach(errors::add);
        }
        if (!errors.isEmpty()) {
            throw ProblemException.of(ProblemType.INVALID_CONTENT, errors);
        }
        return value;
    }

    /**
     * Reads an object. Jackson stops at the first value of a wrong type, so each is removed and the rest is read again.
     *
     * @param errors receives the errors
     * @return null if a value has a wrong type
     */
    private <T> T read(ObjectNode object, Class<T> type, List<ProblemError> errors) {
        ObjectNode left = object.deepCopy();
        List<ProblemError> unknown = new ArrayList<>();
        List<ProblemError> wrong = new ArrayList<>();
        T value = null;
        boolean isRead = false;
        while (!isRead) {
            unknown.clear();
            try {
                value = mapper.readerFor(type)
                        .withHandler(new JsonErrors.OfUnknownMembers(unknown))
                        .readValue(left);
                isRead = true;
            } catch (JsonMappingException e) {
                wrong.add(JsonErrors.of(e));
                isRead = wrong.size() == JsonErrors.MAX || !remove(left, e);
            } catch (IOException e) {
                throw new IllegalStateException("A tree can always be read", e);
            }
        }
        errors.addAll(unknown);
        errors.addAll(wrong);
        return wrong.isEmpty() ? value : null;
    }

    /** Replaces the value that could not be read by {@code null}, so that the indexes of others stay the same. */
    private static boolean remove(ObjectNode object, JsonMappingException exception) {
        JsonPointer pointer = JsonPointer.compile(JsonErrors.pointer(exception));
        JsonNode parent = object.at(pointer.head());
        String last = pointer.last().getMatchingProperty();
        if (parent instanceof ObjectNode members && members.hasNonNull(last)) {
            members.putNull(last);
            return true;
        }
        if (parent instanceof ArrayNode elements
                && elements.hasNonNull(pointer.last().getMatchingIndex())) {
            elements.setNull(pointer.last().getMatchingIndex());
            return true;
        }
        return false;
    }

    /** Returns the known members, because Jackson ignores unknown ones of a record that unwraps another. */
    private ObjectNode known(JsonNode object, Class<?> type, List<ProblemError> unknown) {
        List<String> accepted = JsonMembers.of(type);
        ObjectNode known = mapper.createObjectNode();
        object.properties().forEach(member -> {
            if (accepted.contains(member.getKey())) {
                known.set(member.getKey(), member.getValue());
            } else if (unknown.size() < JsonErrors.MAX) {
                unknown.add(JsonErrors.unknown(member.getKey(), accepted));
            }
        });
        return known;
    }

    /** Jackson's own reader accepts numbers, and years that neither the database nor RFC 3339 allows. */
    private static final class TimeReader extends JsonDeserializer<Instant> {

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            Optional<Instant> time =
                    parser.hasToken(JsonToken.VALUE_STRING) ? Rfc3339.parse(parser.getText()) : Optional.empty();
            return time.orElseThrow(() -> MismatchedInputException.from(parser, Instant.class, "no time"));
        }
    }
}
