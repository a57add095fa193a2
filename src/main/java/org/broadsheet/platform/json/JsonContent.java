package org.broadsheet.platform.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;

/** The content of a request: a JSON object that is not validated yet, or no content. */
public final class JsonContent {

    private final StrictJson json;
    private final byte[] bytes;
    private final ObjectNode object;

    JsonContent(StrictJson json, byte[] bytes, ObjectNode object) {
        this.json = json;
        this.bytes = bytes;
        this.object = object;
    }

    /**
     * Returns the content as a record.
     *
     * @throws ProblemException 400 if there is none (JSON {@code null} is none), 422 that names every unknown or
     *     invalid member
     */
    public <T> T as(Class<T> type) {
        requireContent();
        return orNoneAs(type);
    }

    private void requireContent() {
        if (bytes.length == 0) {
            throw ProblemException.of(
                    ProblemType.MALFORMED_REQUEST, "The request body is missing: it must be a JSON object.");
        }
    }

    /** Returns the content as a record; no content means that every member is absent. */
    public <T> T orNoneAs(Class<T> type) {
        return json.convert(object, type);
    }

    /**
     * Returns the record with the content applied as a JSON Merge Patch: a member with null is removed, and an object
     * is merged member by member.
     *
     * @throws ProblemException as {@link #as} does
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7396">RFC 7396</a>
     */
    public <T> T appliedTo(T target, Class<T> type) {
        requireContent();
        json.rejectUnknown(object, type);
        return json.convert(merge(json.tree(target), object), type);
    }

    private static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode members)) {
            return patch;
        }
        ObjectNode merged = target instanceof ObjectNode object ? object : members.objectNode();
        for (Map.Entry<String, JsonNode> member : members.properties()) {
            if (member.getValue().isNull()) {
                merged.remove(member.getKey());
            } else {
                merged.set(member.getKey(), merge(merged.get(member.getKey()), member.getValue()));
            }
        }
        return merged;
    }

    /** Returns a member that is text, before validation; empty if it is absent or not text. */
    public Optional<String> text(String member) {
        return Optional.ofNullable(object.path(member).textValue());
    }

    public byte[] bytes() {
        return bytes;
    }
}
