package org.broadsheet.content.taxonomy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A column of a query with the {@link EntryFields} of an entry as JSON, so that the query and its row do not list the
 * fields.
 *
 * @param <F> the record of the fields
 */
public final class FieldsColumn<F extends EntryFields<F>> {

    private final Class<F> type;
    private final ObjectMapper json;

    public FieldsColumn(Class<F> type, ObjectMapper json) {
        this.type = type;
        this.json = json;
    }

    /** Returns the SQL of the column {@code fields}, for the table {@code t}. */
    public String sql() {
        return "CAST(" + object(type) + " AS text) AS fields";
    }

    /** Returns the fields in a row, as readers get them. */
    public F read(String column) {
        try {
            return json.readValue(column, type).delivered();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The database returned invalid JSON", e);
        }
    }

    private static String object(Class<?> fields) {
        return Stream.of(fields.getRecordComponents())
                .map(component -> "'" + component.getName() + "', " + value(component))
                .collect(Collectors.joining(", ", "jsonb_strip_nulls(jsonb_build_object(", "))"));
    }

    /** An embedded object without members is absent. */
    private static String value(RecordComponent component) {
        return component.getType().isAnnotationPresent(Embeddable.class)
                ? "nullif(" + object(component.getType()) + ", jsonb_build_object())"
                : "t." + column(component);
    }

    /** Record components cannot have the annotation of the column, but their fields do. */
    private static String column(RecordComponent component) {
        try {
            Field field = component.getDeclaringRecord().getDeclaredField(component.getName());
            return Optional.ofNullable(field.getAnnotation(Column.class))
                    .map(Column::name)
                    .orElseGet(() ->
                            component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("Every record component has a field", e);
        }
    }
}
