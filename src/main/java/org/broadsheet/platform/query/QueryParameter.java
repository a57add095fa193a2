package org.broadsheet.platform.query;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.text.LanguageTag;
import org.broadsheet.platform.text.Rfc3339;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * One query parameter. The same description parses requests, words the problem and generates the contract, so that
 * these cannot disagree.
 *
 * @param <T> type of one value
 */
public final class QueryParameter<T> {

    /** Spaces as ECMA-262, and so the contract, defines them in regular expressions. */
    private static final String SPACES = "[\\t\\n\\x0B\\f\\r\\p{Z}\\uFEFF]+";

    private static final Pattern SPACES_AROUND = Pattern.compile("^" + SPACES + "|" + SPACES + "$");

    /** The extension of a parameter that names its component; the contract does not have it. */
    public static final String COMPONENT = "x-component";

    private static final int ZONE_MAX_LENGTH = 64;
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

    private final String name;
    private final Function<String, T> parse;
    private final Schema schema;
    private String accepts;
    private String description = "";
    private T orElse;
    private int maxValues = 1;
    private boolean commas;
    private boolean freeBetweenPages;
    private boolean defaultDepends;
    private boolean required;
    private String type;
    private String component;

    private QueryParameter(String name, String accepts, Schema schema, Function<String, T> parse) {
        this.name = name;
        this.accepts = accepts;
        this.schema = schema;
        this.parse = parse;
    }

    /** Creates a parameter that is a whole number in a closed range, and does not change the items of a list. */
    public static QueryParameter<Integer> integer(String name, int min, int max, int orElse) {
        return integer(name, min, max).orElse(orElse).freeBetweenPages();
    }

    /** Creates a parameter that is a whole number in a closed range. */
    public static QueryParameter<Integer> integer(String name, int min, int max) {
        Schema schema = OASFactory.createSchema()
                .addType(Schema.SchemaType.INTEGER)
                .minimum(BigDecimal.valueOf(min))
                .maximum(BigDecimal.valueOf(max));
        return new QueryParameter<>(name, "a whole number from %d to %d".formatted(min, max), schema, text -> {
            if (!text.matches("[0-9]{1,9}")) {
                return null;
            }
            int number = Integer.parseInt(text);
            return number < min || number > max ? null : number;
        });
    }

    /** Creates a parameter that is a time zone of the IANA database; UTC by default. */
    public static QueryParameter<ZoneId> timeZone(String name) {
        Schema schema = OASFactory.createSchema()
                .addType(Schema.SchemaType.STRING)
                .pattern("^[A-Za-z0-9_+/-]+$")
                .minLength(1)
                .maxLength(ZONE_MAX_LENGTH)
                .addExample("Europe/Berlin");
        return new QueryParameter<ZoneId>(
                        name,
                        "a time zone of the IANA database, such as Europe/Berlin",
                        schema,
                        text -> ZONES.contains(text) ? ZoneId.of(text) : null)
                .orElse(ZoneId.of("UTC"));
    }

    /** Creates a parameter that is a time in RFC 3339, with any offset. */
    public static QueryParameter<Instant> time(String name) {
        Schema schema = OASFactory.createSchema()
                .addType(Schema.SchemaType.STRING)
                .format("date-time")
                .addExample("2026-11-01T00:00:00Z");
        return new QueryParameter<>(
                name, Rfc3339.EXAMPLE, schema, text -> Rfc3339.parse(text).orElse(null));
    }

    /** Creates a parameter that is text of at least one character, all of which matches a regular expression. */
    public static QueryParameter<String> text(String name, String pattern, int maxLength) {
        Pattern compiled = Pattern.compile(pattern);
        Schema schema = OASFactory.createSchema()
                .addType(Schema.SchemaType.STRING)
                .pattern("^(?:" + pattern + ")$")
                .minLength(1)
                .maxLength(maxLength);
        return new QueryParameter<>(
                name, "text that matches " + pattern + ", at most " + maxLength + " characters", schema, text -> {
                    boolean fits = !text.isEmpty() && isNoLonger(text, maxLength);
                    return fits && compiled.matcher(text).matches() ? text : null;
                });
    }

    /** Counts code points, as JSON Schema does. */
    private static boolean isNoLonger(String text, int maxLength) {
        return text.codePointCount(0, text.length()) <= maxLength;
    }

    /** Creates a parameter that is any text of a user, without the spaces around it. */
    public static QueryParameter<String> words(String name, int maxLength) {
        Schema schema = OASFactory.createSchema()
                .addType(Schema.SchemaType.STRING)
                .pattern("\\S")
                .minLength(1)
                .maxLength(maxLength);
        return new QueryParameter<>(name, "text of 1 to " + maxLength + " characters", schema, text -> {
            String words = SPACES_AROUND.matcher(text).replaceAll("");
            return !words.isEmpty() && isNoLonger(words, maxLength) ? words : null;
        });
    }

    /** Creates a parameter that is an id. */
    public static QueryParameter<UUID> id(String name) {
        Schema schema =
                OASFactory.createSchema().addType(Schema.SchemaType.STRING).format("uuid");
        return new QueryParameter<>(
                name, "an id (UUID)", schema, text -> Slug.id(text).orElse(null));
    }

    /** Creates a parameter that is a slug or an id. */
    public static QueryParameter<String> name(String name) {
        return text(name, "[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*", Slug.MAX_LENGTH)
                .accepting("a slug such as two-words, or an id (UUID)")
                .readAs(text -> Slug.isSlug(text) || Slug.isId(text) ? text : null);
    }

    /** Creates a parameter that is a language tag (BCP 47), in its preferred spelling. */
    public static QueryParameter<String> language(String name) {
        return text(name, "[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", 35)
                .accepting(LanguageTag.ACCEPTED)
                .readAs(text -> LanguageTag.canonical(text).orElse(null));
    }

    /** @param convert returns null for a value that is rejected */
    private QueryParameter<T> readAs(UnaryOperator<T> convert) {
        return new QueryParameter<>(name, accepts, schema, text -> {
            T value = parse.apply(text);
            return value == null ? null : convert.apply(value);
        });
    }

    /**
     * Creates a parameter that is one of a closed set of words.
     *
     * @param type name of the set in the contract: generated clients make a type of it
     */
    public static <E> QueryParameter<E> choice(String name, String type, E[] values, Function<E, String> token) {
        Map<String, E> byToken = new LinkedHashMap<>();
        Arrays.stream(values).forEach(value -> byToken.put(token.apply(value), value));
        Schema schema =
                OASFactory.createSchema().addType(Schema.SchemaType.STRING).enumeration(List.copyOf(byToken.keySet()));
        QueryParameter<E> parameter =
                new QueryParameter<>(name, String.join(", ", byToken.keySet()), schema, byToken::get);
        parameter.token = token;
        parameter.type = type;
        return parameter;
    }

    private Function<T, String> token = String::valueOf;

    /** Sets the value where the parameter is absent. */
    public QueryParameter<T> orElse(T value) {
        this.orElse = value;
        return this;
    }

    /** Creates a parameter that is true or false; false by default. */
    public static QueryParameter<Boolean> flag(String name) {
        Schema schema = OASFactory.createSchema().addType(Schema.SchemaType.BOOLEAN);
        return new QueryParameter<Boolean>(name, "true or false", schema, text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> null;
                })
                .orElse(false);
    }

    /** Describes the accepted values in a problem, where the type's own description is not clear enough. */
    public QueryParameter<T> accepting(String words) {
        this.accepts = words;
        return this;
    }

    public QueryParameter<T> describedAs(String words) {
        this.description = words;
        return this;
    }

    /** Allows several values, {@code name=a&name=b}. */
    public QueryParameter<T> repeated(int maxValues) {
        this.maxValues = maxValues;
        return this;
    }

    /** Allows several values in one, {@code name=a,b}; a repeated parameter means the same. */
    public QueryParameter<T> commaSeparated(int maxValues) {
        this.commas = true;
        return repeated(maxValues).freeBetweenPages();
    }

    /**
     * Marks a parameter that affects the response and not the items of the list: a cursor stays valid when it changes.
     */
    public QueryParameter<T> freeBetweenPages() {
        this.freeBetweenPages = true;
        return this;
    }

    /** Names the component of the contract that operations share, where others have a parameter of the same name. */
    public QueryParameter<T> sharedAs(String other) {
        this.component = other;
        return this;
    }

    /** Rejects a request without the parameter. */
    public QueryParameter<T> required() {
        this.required = true;
        return this;
    }

    /** Marks a parameter whose default depends on another parameter. */
    public QueryParameter<T> withDependentDefault() {
        this.defaultDepends = true;
        return this;
    }

    public String name() {
        return name;
    }

    public String accepts() {
        return maxValues > 1 ? "%s; at most %d values".formatted(accepts, maxValues) : accepts;
    }

    /** Returns why {@link #parse} rejects the values. */
    String rejection(List<String> given) {
        return maxValues == 1 && given.size() > 1 ? "accepts a single value" : "accepts " + accepts();
    }

    /** Returns the default; null if there is none. */
    public T orElse() {
        return orElse;
    }

    boolean isRequired() {
        return required;
    }

    boolean isFreeBetweenPages() {
        return freeBetweenPages;
    }

    /**
     * @return the values, each once and in an order that does not depend on the order in the request, so that
     *     equivalent requests are equal; null if one value, or their number, is rejected
     */
    List<T> parse(List<String> given) {
        List<String> texts = commas
                ? given.stream()
                        .flatMap(text -> Arrays.stream(text.split(",", -1)))
                        .toList()
                : given;
        if (texts.size() > maxValues) {
            return null;
        }
        List<T> values = texts.stream().map(parse).toList();
        return values.contains(null)
                ? null
                : values.stream().distinct().sorted(Comparator.comparing(token)).toList();
    }

    /**
     * Returns the canonical spelling of the values: {@code name=value} for each value, or one list with commas; empty
     * for the default.
     *
     * @param given accepted values
     */
    List<String> canonical(List<String> given) {
        List<T> values = parse(given);
        if (orElse != null && values.equals(List.of(orElse)) && !defaultDepends) {
            return List.of();
        }
        List<String> encoded = values.stream()
                .map(value -> URLEncoder.encode(token.apply(value), StandardCharsets.UTF_8))
                .toList();
        return commas
                ? List.of(name + "=" + String.join(",", encoded))
                : encoded.stream().map(value -> name + "=" + value).toList();
    }

    /**
     * Returns the set of words that this parameter accepts, by its name in the contract; empty if it is not a choice.
     */
    public Optional<Map.Entry<String, Schema>> namedSchema() {
        return Optional.ofNullable(type).map(named -> Map.entry(named, schema));
    }

    /** Returns this parameter as the contract describes it. */
    public org.eclipse.microprofile.openapi.models.parameters.Parameter contract() {
        boolean hasDefault = maxValues == 1 && orElse != null;
        if (hasDefault && type == null) {
            schema.defaultValue(orElse instanceof Integer || orElse instanceof Boolean ? orElse : token.apply(orElse));
        }
        Schema one = type == null ? schema : OASFactory.createSchema().ref("#/components/schemas/" + type);
        Schema whole = maxValues == 1
                ? one
                : OASFactory.createSchema()
                        .addType(Schema.SchemaType.ARRAY)
                        .items(one)
                        .minItems(1)
                        .maxItems(maxValues);
        var parameter = OASFactory.createParameter()
                .name(name)
                .in(org.eclipse.microprofile.openapi.models.parameters.Parameter.In.QUERY)
                // The default belongs to the parameter; a schema that several parameters share has none.
                .description(
                        hasDefault && type != null
                                ? description + " Default: `" + token.apply(orElse) + "`."
                                : description)
                .required(required ? true : null)
                .schema(whole);
        if (component != null) {
            parameter.addExtension(COMPONENT, component);
        }
        if (maxValues > 1) {
            parameter
                    .style(org.eclipse.microprofile.openapi.models.parameters.Parameter.Style.FORM)
                    .explode(!commas);
        }
        return parameter;
    }
}
