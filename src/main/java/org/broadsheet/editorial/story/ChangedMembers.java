package org.broadsheet.editorial.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The members in which two contents of a story differ. */
final class ChangedMembers {

    private ChangedMembers() {}

    /** Returns the names of the members that differ. An absent member equals null and an empty list. */
    static List<String> between(JsonNode before, JsonNode after) {
        Set<String> names = new LinkedHashSet<>();
        after.fieldNames().forEachRemaining(names::add);
        before.fieldNames().forEachRemaining(names::add);
        return names.stream()
                .filter(name -> !isEmpty(before.get(name)) || !isEmpty(after.get(name)))
                .filter(name -> !Objects.equals(before.get(name), after.get(name)))
                .toList();
    }

    private static boolean isEmpty(JsonNode value) {
        return value == null || value.isNull() || value.isArray() && value.isEmpty();
    }
}
