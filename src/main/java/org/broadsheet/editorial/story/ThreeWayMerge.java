package org.broadsheet.editorial.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.difflib.DiffUtils;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
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
    private static final String BLOCKS = "blocks";

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
        this(origin, changed, other, true);
    }

    private ThreeWayMerge(ObjectNode origin, ObjectNode changed, ObjectNode other, boolean mergesParts) {
        merged = other.deepCopy();
        for (String name : ChangedMembers.between(origin, changed)) {
            JsonNode before = origin.path(name);
            JsonNode after = changed.path(name);
            merge(name, before, after, other.path(name), mergesParts)
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

    /** Merges whole members only: parts that are valid each may be too many, or too long, together. */
    static ThreeWayMerge ofMembers(ObjectNode origin, ObjectNode changed, ObjectNode other) {
        return new ThreeWayMerge(origin, changed, other, false);
    }

    private static Optional<JsonNode> merge(
            String name, JsonNode origin, JsonNode changed, JsonNode other, boolean mergesParts) {
        if (other.equals(origin) || other.equals(changed)) {
            return Optional.of(changed);
        }
        if (!mergesParts) {
            return Optional.empty();
        }
        if (name.equals(BODY)) {
            return mergeBodies(origin, changed, other);
        }
        // Both may have added the same tag.
        return mergeArrays(origin, changed, other)
                .map(array -> ((ArrayNode) array.deepCopy()).removeAll().addAll(new LinkedHashSet<>(elements(array))));
    }

    private static Optional<JsonNode> mergeArrays(JsonNode origin, JsonNode changed, JsonNode other) {
        if (!origin.isArray() || !changed.isArray() || !other.isArray()) {
            return Optional.empty();
        }
        return mergeLists(elements(origin), elements(changed), elements(other))
                .map(elements -> ((ArrayNode) other.deepCopy()).removeAll().addAll(elements));
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
        return mergeArrays(origin.path(BLOCKS), changed.path(BLOCKS), other.path(BLOCKS))
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
        List<Replacement<T>> all = new ArrayList<>(Replacement.between(origin, changed));
        all.addAll(Replacement.between(origin, other));
        all.sort(Comparator.comparingInt(Replacement::from));
        List<T> result = new ArrayList<>();
        int next = 0;
        for (int index = 0; index < all.size(); index++) {
            Replacement<T> each = all.get(index);
            if (index > 0 && each.isSamePlace(all.get(index - 1))) {
                return Optional.empty();
            }
            result.addAll(origin.subList(next, each.from()));
            result.addAll(each.elements());
            next = each.to();
        }
        result.addAll(origin.subList(next, origin.size()));
        return Optional.of(result);
    }

    /**
     * A change of a list: the elements from {@code from} until before {@code to} are replaced.
     *
     * @param elements the new ones; empty if the others are removed
     */
    private record Replacement<T>(int from, int to, List<T> elements) {

        /** The time of a comparison grows with the square of this number. Longer texts are compared as a whole. */
        private static final int MAX_COMPARED = 2_000;

        /** Returns the changes that make one list of another, in their order. */
        static <T> List<Replacement<T>> between(List<T> origin, List<T> changed) {
            int shorter = Math.min(origin.size(), changed.size());
            int start = 0;
            while (start < shorter && origin.get(start).equals(changed.get(start))) {
                start++;
            }
            int end = 0;
            while (end < shorter - start
                    && origin.get(origin.size() - 1 - end).equals(changed.get(changed.size() - 1 - end))) {
                end++;
            }
            List<T> before = origin.subList(start, origin.size() - end);
            List<T> after = changed.subList(start, changed.size() - end);
            if (before.isEmpty() && after.isEmpty()) {
                return List.of();
            }
            if (before.size() + after.size() > MAX_COMPARED) {
                return List.of(new Replacement<>(start, start + before.size(), after));
            }
            int offset = start;
            return DiffUtils.diff(before, after).getDeltas().stream()
                    .map(delta -> new Replacement<>(
                            offset + delta.getSource().getPosition(),
                            offset
                                    + delta.getSource().getPosition()
                                    + delta.getSource().size(),
                            delta.getTarget().getLines()))
                    .toList();
        }

        /** Two insertions at one position are the same place too. */
        boolean isSamePlace(Replacement<T> before) {
            return from < before.to || from == before.from;
        }
    }
}
