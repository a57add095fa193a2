package org.broadsheet.http;

import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;

/** Language tags (BCP 47), which are compared without regard to case; stories keep them as BCP 47 prefers to write them. */
public final class LanguageTag {

    /** What is accepted, in words. */
    public static final String ACCEPTED = "a language tag such as en or pt-BR";

    private static final String UNDETERMINED = "und";

    private LanguageTag() {}

    /** @return the tag in its preferred form; empty if it is not well-formed, or says that the language is unknown */
    public static Optional<String> canonical(String tag) {
        try {
            String preferred = new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
            return Optional.of(preferred).filter(known -> !known.equals(UNDETERMINED));
        } catch (IllformedLocaleException e) {
            return Optional.empty();
        }
    }
}
