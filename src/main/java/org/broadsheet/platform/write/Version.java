package org.broadsheet.platform.write;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.platform.history.CurrentVersion;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;

/**
 * The version of something that can be changed, as its {@code ETag} names it. A client sends in {@code If-Match} the
 * version that it has read, so that it does not overwrite changes that it has not seen.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1">RFC 9110, section 13.1.1</a>
 */
public final class Version {

    private static final Pattern TAG = Pattern.compile("(?:W/)?\"([0-9]{1,9})\"");

    private Version() {}

    /** Returns the entity tag of a version. */
    public static String tag(int version) {
        return "\"" + version + "\"";
    }

    /**
     * Compares a request's {@code If-Match} with the current version, which must be locked.
     *
     * @param ifMatch the header; {@code *} for any version
     * @param current describes the current version, given the number of the version that the client has read, which
     *     is empty if the header does not name one
     * @throws ProblemException 428 without the header, 412 if it names other versions
     */
    public static void check(String ifMatch, int version, Function<Optional<Integer>, CurrentVersion> current) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw ProblemException.of(
                    ProblemType.PRECONDITION_REQUIRED,
                    "Send the ETag of the version that you read as If-Match, or * to change any version.");
        }
        String tag = tag(version);
        boolean matches = ifMatch.strip().equals("*")
                || Arrays.stream(ifMatch.split(",")).anyMatch(given -> isSame(given.strip(), tag));
        if (!matches) {
            throw ProblemException.stale(current.apply(number(ifMatch)));
        }
    }

    private static Optional<Integer> number(String ifMatch) {
        return Optional.of(TAG.matcher(ifMatch.strip()))
                .filter(Matcher::matches)
                .map(tag -> Integer.valueOf(tag.group(1)));
    }

    /** A proxy that compresses responses makes their entity tags weak, which does not change the version. */
    private static boolean isSame(String given, String tag) {
        return given.equals(tag) || given.equals("W/" + tag);
    }
}
