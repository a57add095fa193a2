package org.broadsheet.write;

import java.util.Arrays;
import org.broadsheet.problem.ProblemException;
import org.broadsheet.problem.ProblemType;

/**
 * The version of something that can be changed, as its {@code ETag} names it: whoever changes it says by
 * {@code If-Match} which version he has read, so that nobody overwrites what he has not seen.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1">RFC 9110, section 13.1.1</a>
 */
public final class Version {

    private Version() {}

    /** The entity tag of a version. */
    public static String tag(int version) {
        return "\"" + version + "\"";
    }

    /**
     * Holds a request's {@code If-Match} against the version there is, which must be locked.
     *
     * @param ifMatch the header; {@code *} for whichever version there is
     * @throws ProblemException 428 without the header, 412 if it names other versions
     */
    public static void check(String ifMatch, int version) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw ProblemException.of(
                    ProblemType.PRECONDITION_REQUIRED,
                    "Send the ETag that you read as If-Match, or * to change it whatever it is.");
        }
        String tag = tag(version);
        boolean matches = ifMatch.strip().equals("*")
                || Arrays.stream(ifMatch.split(",")).anyMatch(given -> isSame(given.strip(), tag));
        if (!matches) {
            throw ProblemException.of(
                            ProblemType.PRECONDITION_FAILED,
                            "Its ETag is " + tag + " now. Read it again, and decide again.")
                    .withHeader("ETag", tag);
        }
    }

    /** A proxy that compresses answers makes their tags weak, and a version is the same however it was sent. */
    private static boolean isSame(String given, String tag) {
        return given.equals(tag) || given.equals("W/" + tag);
    }
}
