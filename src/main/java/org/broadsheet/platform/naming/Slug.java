package org.broadsheet.platform.naming;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.text.CodePoints;

/** Names in URLs: a slug, or an id. A slug never looks like an id. */
public final class Slug {

    /** Lower-case ASCII letters and digits in words joined by single hyphens. */
    public static final String PATTERN = "[a-z0-9]+(?:-[a-z0-9]+)*";

    public static final int MAX_LENGTH = 120;

    private static final Pattern SLUG = Pattern.compile(PATTERN);
    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    /** The maximum number of code points in a sort key, which PostgreSQL can index with four bytes each. */
    private static final int SORT_KEY_MAX_LENGTH = 300;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private Slug() {}

    /** Returns the sort key of a text: folded, and cut so that an index and a cursor can hold it. */
    public static String sortKey(String text) {
        return CodePoints.first(fold(text), SORT_KEY_MAX_LENGTH);
    }

    /** Returns the text without case and accents. */
    public static String fold(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }

    /** Checks whether the text is a slug, and not an id. */
    public static boolean isSlug(String text) {
        return text.length() <= MAX_LENGTH && SLUG.matcher(text).matches() && !isId(text);
    }

    /**
     * Checks a slug that an editor has chosen.
     *
     * @return the slug
     * @throws ProblemException 422 that names the slug, if it looks like an id
     */
    public static String given(String slug) {
        if (isId(slug)) {
            throw ProblemException.invalidContent("/slug", "accepts a slug that does not look like an id (UUID)");
        }
        return slug;
    }

    /** Checks whether the text looks like an id (UUID), in either case. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Returns the text as an id; empty if it is not one. */
    public static Optional<UUID> id(String text) {
        return isId(text) ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    /** Returns the column that has the name: {@code id} or {@code slug}. */
    public static String column(String slugOrId) {
        return isId(slugOrId) ? "id" : "slug";
    }

    /** Returns the name as a value of its column. */
    public static Object value(String slugOrId) {
        return isId(slugOrId) ? UUID.fromString(slugOrId) : slugOrId;
    }

    /** Returns the names that are ids, as a parameter of a query. */
    public static UUID[] idsIn(Collection<String> names) {
        return names.stream().map(Slug::id).flatMap(Optional::stream).toArray(UUID[]::new);
    }

    /** Returns the names that are not ids, as a parameter of a query. */
    public static String[] slugsIn(Collection<String> names) {
        return names.stream().filter(name -> !isId(name)).toArray(String[]::new);
    }

    /**
     * Reads a path parameter that is an id.
     *
     * @throws ProblemException 400 that names the parameter, if the text is not an id
     */
    public static UUID idParameter(String parameter, String text) {
        return id(text).orElseThrow(() -> ProblemException.invalidParameter(parameter, "accepts an id (UUID)"));
    }

    /**
     * Checks a path parameter.
     *
     * @return the text
     * @throws ProblemException 400 that names the parameter, if the text is neither a slug nor an id
     */
    public static String orId(String parameter, String text) {
        if (isSlug(text) || isId(text)) {
            return text;
        }
        throw ProblemException.invalidParameter(parameter, "accepts a slug such as two-words, or an id (UUID)");
    }
}
