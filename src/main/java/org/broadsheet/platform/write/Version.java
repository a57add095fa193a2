package org.broadsheet.platform.write;

import java.util.Arrays;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;

/**
 * The version of something that can be changed, as its {@code ETag} names it. A client sends in {@code If-Match} the
 * version that it has read, so that it does not overwrite changes that it has not seen.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1">RFC 9110, section 13.1.1</a>
 */
public final class Version {

    private Version() {}

    /** Returns the entity tag of a version. */
    public static String tag(int version) {
        return "\"" + version + "\"";
    }

    /**
     * Compares a request's {@code If-Match} with the current version, which must be locked.
     *
     * @param ifMatch the header; {@code *} for any version
     * @throws ProblemException 428 without the header, 412 if it names other versions
     */
    public static void check(String ifMatch, int version) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw ProblemException.of(
                    ProblemType.PRECONDITION_REQUIRED,
                    "Send the ETag of the version that you read as If-Match, or * to change any version.");
        }
        String tag = tag(version);
        boolean matches = ifMatch.strip().equals("*")
                || Arrays.stream(ifMatch.split(",")).anyMatch(given -> isSame(given.strip(), tag));
        if (!matches) {
            throw ProblemException.of(
                            ProblemType.PRECONDITION_FAILED,
                            "The current ETag is " + tag + ". Read the resource again before you change it.")
                    .withHeader("ETag", tag);
        }
    }

    /** A proxy that compresses responses makes their entity tags weak, which does not change the version. */
    private static boolean isSame(String given, String tag) {
        return given.equals(tag) || given.equals("W/" + tag);
    }
}
