package org.broadsheet.body;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jsoup.safety.Safelist;

/** The HTML that a body may have. Everything else goes: an element leaves its text behind, script and style do not. */
final class AllowedHtml {

    /** All that survives, and what it may carry. Published in {@code bodies.md}. */
    static final Map<String, Set<String>> ELEMENTS = elements();

    /** Protocols that a link may have, beside none. {@code story} is gone when a body is rendered. */
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
