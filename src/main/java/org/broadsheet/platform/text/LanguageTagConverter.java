package org.broadsheet.platform.text;

import org.eclipse.microprofile.config.spi.Converter;

/** Reads a setting that is a language tag, and returns its preferred spelling. */
public class LanguageTagConverter implements Converter<String> {

    private static final long serialVersionUID = 1L;

    /** @throws IllegalArgumentException if the text is no language tag */
    @Override
    public String convert(String tag) {
        return LanguageTag.canonical(tag)
                .orElseThrow(() -> new IllegalArgumentException(tag + " is not " + LanguageTag.ACCEPTED));
    }
}
