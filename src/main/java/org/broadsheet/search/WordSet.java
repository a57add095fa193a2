package org.broadsheet.search;

import java.util.HashSet;
import java.util.Set;

/** The different words of a text. */
public final class WordSet {

    private WordSet() {}

    /** @return the words without case and accents */
    public static Set<String> of(String text) {
        return Set.copyOf(new HashSet<>(QueryLanguages.words(text, LanguageRules.UNKNOWN)));
    }
}
