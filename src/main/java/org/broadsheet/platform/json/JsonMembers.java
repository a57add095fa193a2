package org.broadsheet.platform.json;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The members that a record has in JSON, where an unwrapped record contributes its own members. */
public final class JsonMembers {

    private JsonMembers() {}

    /** Returns the names in the order in which they are written. */
    public static List<String> of(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component ->
                        isUnwrapped(component) ? of(component.getType()).stream() : Stream.of(component.getName()))
                .toList();
    }

    /** Checks whether a component of the record is not itself a member. */
    static boolean isUnwrapped(Class<?> type, String name) {
        return Arrays.stream(type.getRecordComponents())
                .anyMatch(component -> component.getName().equals(name) && isUnwrapped(component));
    }

    private static boolean isUnwrapped(RecordComponent component) {
        return component.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
    }
}
