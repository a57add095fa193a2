package org.broadsheet.content.tag;

import com.ibm.icu.text.Normalizer2;
import java.util.regex.Pattern;

/** Decides which tag names are equal. */
public final class TagName {

    /** The detail of a problem for a name without a key. */
    public static final String ACCEPTED = "accepts a name with a visible character";

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    private TagName() {}

    /**
     * Normalises case, Unicode form, invisible characters and spacing of a name: NFKC_Casefold.
     *
     * @return the key, which is unique among tags
     * @see <a href="https://www.unicode.org/reports/tr31/#NFKC_Modifications">Unicode Standard Annex 31</a>
     */
    public static String key(String name) {
        String folded = Normalizer2.getNFKCCasefoldInstance().normalize(name);
        return SPACES.matcher(folded).replaceAll(" ").strip();
    }
}
