package org.broadsheet.content.story;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.broadsheet.platform.query.QueryParameter;
import org.broadsheet.platform.query.RequestQuery;

/**
 * The selected fields of a story.
 *
 * @param fields the members
 * @param bodyForms formats of the body, if it is selected
 */
public record StorySelection(Set<StoryField> fields, Set<BodyFormat> bodyForms) {

    public static final QueryParameter<BodyFormat> BODY = QueryParameter.choice(
                    "body", "BodyFormat", BodyFormat.values(), BodyFormat::token)
            .commaSeparated(BodyFormat.values().length)
            .describedAs("The formats of the body, if `body` is among the fields. Default: `html`.");

    public static final StorySelection SUMMARY = new StorySelection(StoryField.SUMMARY, Set.of());

    /** The fields of a card, and what readers are told about changes. */
    public static final StorySelection SUMMARY_WITH_CORRECTIONS = SUMMARY.with(StoryField.CORRECTIONS);

    /** Approximate size of a link: its id, slug and title. */
    private static final int LINK_SIZE = 250;

    /** Returns the parameter that replaces the default fields. */
    public static QueryParameter<StoryField> fields(StoryField... choices) {
        return QueryParameter.choice("fields", StoryField.type(choices), choices, StoryField::token)
                .commaSeparated(choices.length)
                .describedAs("The fields of the response, instead of the default ones.");
    }

    /** Returns the parameter that adds to the default fields. */
    static QueryParameter<StoryField> include(StoryField... choices) {
        return QueryParameter.choice("include", StoryField.type(choices), choices, StoryField::token)
                .commaSeparated(choices.length)
                .describedAs("Fields of the response in addition to the default ones, or to those in `fields`.");
    }

    static StorySelection from(
            RequestQuery query,
            QueryParameter<StoryField> fields,
            QueryParameter<StoryField> include,
            Set<StoryField> byDefault) {
        List<StoryField> chosen = query.all(fields);
        EnumSet<StoryField> selected = EnumSet.copyOf(chosen.isEmpty() ? byDefault : chosen);
        selected.addAll(query.all(include));
        return new StorySelection(selected, bodyForms(query));
    }

    /** Returns all fields of a story unless {@code fields} selects others. */
    public static StorySelection whole(RequestQuery query, QueryParameter<StoryField> fields) {
        List<StoryField> chosen = query.all(fields);
        return new StorySelection(chosen.isEmpty() ? StoryField.FULL : EnumSet.copyOf(chosen), bodyForms(query));
    }

    private static Set<BodyFormat> bodyForms(RequestQuery query) {
        List<BodyFormat> formats = query.all(BODY);
        return formats.isEmpty() ? EnumSet.of(BodyFormat.HTML) : EnumSet.copyOf(formats);
    }

    private StorySelection with(StoryField field) {
        EnumSet<StoryField> more = EnumSet.copyOf(fields);
        more.add(field);
        return new StorySelection(more, bodyForms);
    }

    boolean shows(StoryField field) {
        return fields.contains(field);
    }

    /** Checks whether a story is as small as its ids and times. */
    boolean hasKeysOnly() {
        return StoryField.KEYS.containsAll(fields);
    }

    /** Checks whether the column of links is selected, which the body needs, too. */
    boolean showsLinks() {
        return shows(StoryField.BODY) || shows(StoryField.LINKS);
    }

    /**
     * Returns the select list of {@link StoryColumns}, for {@code live_story l} and {@code category c}.
     *
     * @param others further columns, or other expressions for selected ones
     */
    public String columns(String... others) {
        return StoryColumns.selecting(Stream.concat(StoryField.columns(fields, bodyForms).stream(), Stream.of(others))
                .toList());
    }

    /** Returns an SQL expression for the bytes of the long fields; empty if no long field is selected. */
    public String size() {
        List<String> sizes = new ArrayList<>();
        if (shows(StoryField.BODY)) {
            bodyForms.forEach(form -> sizes.add("octet_length(l." + form.column() + ")"));
        }
        if (shows(StoryField.OUTLINE)) {
            sizes.add("octet_length(l.outline)");
        }
        if (shows(StoryField.CORRECTIONS)) {
            sizes.add("octet_length(CAST(l.corrections AS text))");
        }
        if (showsLinks()) {
            sizes.add(LINK_SIZE + " * (SELECT count(*) FROM live_story_link m WHERE m.story_id = l.story_id)");
        }
        return String.join(" + ", sizes);
    }
}
