package org.broadsheet.editorial.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Chunk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Takes a change of one version of a story over into another version with the same origin. A member that only one of
 * them has changed is no conflict. In lists, and in the text of a body, changes of different parts are none either.
 */
final class ThreeWayMerge {

    private static final String BODY = "body";
    private static final String SOURCE = "source";
    private static final String FORMAT = "format";

    /** A change is a conflict only in the same line, or in the same element of HTML. */
    private static final Pattern PARTS = Pattern.compile("(?<=\n)|(?<=>)");

    private final ObjectNode merged;
    private final List<String> conflicts = new ArrayList<>();

    /**
     * Merges a change.
     *
     * @param origin what both have changed
     * @param changed the origin with the change
     * @param other the origin with other changes, which win a conflict
     */
    ThreeWayMerge(ObjectNode origin, ObjectNode changed, ObjectNode other) {
        merged = other.deepCopy();
        for (String name : ChangedMembers.between(origin, changed)) {
            JsonNode before = origin.path(name);
            JsonNode after = changed.path(name);
            merge(name, before, after, other.path(name))
                    .ifPresentOrElse(value -> set(name, value), () -> conflicts.add(name));
        }
    }

    /** Returns the other version with the change, except for conflicts. */
    ObjectNode merged() {
        return merged;
    }

    /** Returns the names of the members of which the other version has kept its own change. */
    List<String> conflicts() {
        return conflicts;
    }

    private void set(String name, JsonNode value) {
        if (value.isMissingNode()) {
            merged.remove(name);
        } else {
            merged.set(name, value);
        }
    }

    private static Optional<JsonNode> merge(String name, JsonNode origin, JsonNode changed, JsonNode other) {
        if (other.equals(origin) || other.equals(changed)) {
            return Optional.of(changed);
        }
        if (origin.isArray() && changed.isArray() && other.isArray()) {
            return mergeLists(elements(origin), elements(changed), elements(other))
                    .map(elements -> ((ArrayNode) other.deepCopy()).removeAll().addAll(elements));
        }
        return name.equals(BODY) ? mergeBodies(origin, changed, other) : Optional.empty();
    }

    private static List<JsonNode> elements(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }

    private static Optional<JsonNode> mergeBodies(JsonNode origin, JsonNode changed, JsonNode other) {
        if (!(other instanceof ObjectNode)
                || !changed.path(FORMAT).equals(origin.path(FORMAT))
                || !other.path(FORMAT).equals(origin.path(FORMAT))) {
            return Optional.empty();
        }
        ObjectNode body = other.deepCopy();
        if (other.has(SOURCE)) {
            return mergeLists(parts(origin), parts(changed), parts(other))
                    .map(parts -> body.put(SOURCE, String.join("", parts)));
        }
        return merge("blocks", origin.path("blocks"), changed.path("blocks"), other.path("blocks"))
                .map(blocks -> body.set("blocks", blocks));
    }

    private static List<String> parts(JsonNode body) {
        return List.of(PARTS.split(body.path(SOURCE).asText()));
    }

    /**
     * Takes the change of a list over into another one.
     *
     * @return empty if both have changed the same place
     */
    static <T> Optional<List<T>> mergeLists(List<T> origin, List<T> changed, List<T> other) {
        List<AbstractDelta<T>> changes = DiffUtils.diff(origin, changed).getDeltas();
        List<AbstractDelta<T>> others = DiffUtils.diff(origin, other).getDeltas();
        List<T> result = new ArrayList<>(other);
        changes.sort(Comparator.comparingInt(
                        (AbstractDelta<T> change) -> change.getSource().getPosition())
                .reversed());
        for (AbstractDelta<T> change : changes) {
            Chunk<T> replaced = change.getSource();
            int shift = 0;
            for (AbstractDelta<T> before : others) {
                if (isSamePlace(replaced, before.getSource())) {
                    return Optional.empty();
                }
                if (before.getSource().getPosition() < replaced.getPosition()) {
                    shift += before.getTarget().size() - before.getSource().size();
                }
            }
            List<T> place =
                    result.subList(replaced.getPosition() + shift, replaced.getPosition() + shift + replaced.size());
            place.clear();
            place.addAll(change.getTarget().getLines());
        }
        return Optional.of(result);
    }

    /** Two insertions at one position are the same place too. */
    private static boolean isSamePlace(Chunk<?> one, Chunk<?> other) {
        int end = one.getPosition() + one.size();
        int otherEnd = other.getPosition() + other.size();
        return one.getPosition() == other.getPosition() || one.getPosition() < otherEnd && other.getPosition() < end;
    }
}
