package org.broadsheet.content.body;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jsoup.safety.Safelist;

/** The HTML that a body may have. Other elements are removed: their text stays, except that of script and style. */
final class AllowedHtml {

    /** The allowed elements with their allowed attributes, which {@code bodies.md} documents. */
    static final Map<String, Set<String>> ELEMENTS = elements();

    /** Allowed protocols of links, besides relative links. Rendering replaces {@code story}. */
    static final Set<String> LINK_PROTOCOLS = Set.of("http", "https", "mailto", "story");

    static final Set<String> IMAGE_PROTOCOLS = Set.of("http", "https");

    static final Safelist SAFELIST = safelist();

    private AllowedHtml() {}

    private static Map<String, Set<String>> elements() {
        Map<String, Set<String>> elements = new HashMap<>();
        String plainOnes = "p h1 h2 h3 h4 h5 h6 blockquote pre hr br ul li figure figcaption table thead tbody tfoot tr"
                + " em strong i b u s del ins mark small sub sup kbd samp var cite q";
        for (String plain : plainOnes.split(" ")) {
            elements.put(plain, Set.of());
        }
        elements.put("a", Set.of("href", "title"));
        elements.put("img", Set.of("src", "alt", "title", "width", "height"));
        elements.put("ol", Set.of("start"));
        elements.put("code", Set.of("class"));
        elements.put("th", Set.of("align"));
        elements.put("td", Set.of("align"));
        elements.put("abbr", Set.of("title"));
        return Map.copyOf(elements);
    }

    private static Safelist safelist() {
        Safelist allowed = new Safelist()
                .addProtocols("a", "href", LINK_PROTOCOLS.toArray(String[]::new))
                .addProtocols("img", "src", IMAGE_PROTOCOLS.toArray(String[]::new))
                .preserveRelativeLinks(true);
        ELEMENTS.forEach((element, attributes) -> {
            allowed.addTags(element);
            if (!attributes.isEmpty()) {
                allowed.addAttributes(element, attributes.toArray(String[]::new));
            }
        });
        return allowed;
    }
}
