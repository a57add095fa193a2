package org.broadsheet.platform.text;

import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;

/**
 * Language tags (BCP 47), which are compared without regard to case. Stories store the spelling that BCP 47 prefers.
 */
public final class LanguageTag {

    /** The description of an accepted tag. */
    public static final String ACCEPTED = "a language tag such as en or pt-BR";

    private static final String UNDETERMINED = "und";

    private LanguageTag() {}

    /** @return the tag in its preferred spelling; empty if it is not well-formed, or means an unknown language */
    public static Optional<String> canonical(String tag) {
        try {
            String preferred = new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
            return Optional.of(preferred).filter(known -> !known.equals(UNDETERMINED));
        } catch (IllformedLocaleException e) {
            return Optional.empty();
        }
    }
}
