package org.broadsheet.tag;

import com.ibm.icu.text.Normalizer2;
import java.util.regex.Pattern;

/** Which names are the same to those who write tags. */
public final class TagName {

    /** What a problem says of a name that has no key. */
    public static final String ACCEPTED = "accepts a name with a visible character";

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    private TagName() {}

    /**
     * The name without case, Unicode normal form, invisible characters and differences of spacing: NFKC_Casefold.
     *
     * @return the key, which no two tags share
     * @see <a href="https://www.unicode.org/reports/tr31/#NFKC_Modifications">Unicode Standard Annex 31</a>
     */
    public static String key(String name) {
        String folded = Normalizer2.getNFKCCasefoldInstance().normalize(name);
        return SPACES.matcher(folded).replaceAll(" ").strip();
    }
}
