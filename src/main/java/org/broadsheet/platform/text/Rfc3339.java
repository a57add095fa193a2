package org.broadsheet.platform.text;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times in requests: RFC 3339, with any offset. */
public final class Rfc3339 {

    /** The description of an accepted time in a problem. */
    public static final String EXAMPLE = "a time such as 2026-11-01T00:00:00Z (RFC 3339)";

    private static final Pattern WRITTEN = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d.*");

    private Rfc3339() {}

    /** @return empty if the text is not a time, or its time in UTC is outside of the years 1 to 9999 */
    public static Optional<Instant> parse(String text) {
        if (!WRITTEN.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            int year = time.withOffsetSameInstant(ZoneOffset.UTC).getYear();
            return year < 1 || year > 9999 ? Optional.empty() : Optional.of(time.toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
