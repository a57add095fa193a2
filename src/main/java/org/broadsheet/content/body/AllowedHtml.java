package org.broadsheet.content.body;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jsoup.safety.Safelist;

/** The HTML that a body may have. Other elements are removed: their text stays, except that of script and style. */
final class AllowedHtml {

    /** The allowed elements with their allowed attributes, which {@code bodies.md} documents. */
    static final Map<String, Set<String>> ELEMENTS = elements();

    /** Attributes that every element may have. */
    static final Set<String> EVERYWHERE = Set.of("id", "lang", "dir");

    /** Allowed protocols of links, besides relative links. Rendering replaces {@code story}. */
    static final Set<String> LINK_PROTOCOLS = Set.of("http", "https", "mailto", "tel", "sms", "story");

    /** Allowed protocols of images, video, audio, players and the pages of quotations. */
    static final Set<String> MEDIA_PROTOCOLS = Set.of("http", "https");

    /**
     * Allows also what only the source may have: elements that end a paragraph, and the attributes of a link in Markdown
     * that stands for a player.
     */
    static final Safelist SAFELIST = safelist();

    private AllowedHtml() {}

    private static Map<String, Set<String>> elements() {
        Map<String, Set<String>> elements = new HashMap<>();
        String plainOnes = "p h2 h3 h4 h5 h6 pre hr br ul figure figcaption table caption thead tbody tr"
                + " em strong u s del ins mark small sub sup kbd samp var cite q dfn bdi bdo span ruby rt rp"
                + " dl dt dd summary";
        for (String plain : plainOnes.split(" ")) {
            elements.put(plain, Set.of());
        }
        elements.put("blockquote", Set.of("cite"));
        elements.put("a", Set.of("href", "title", "rel", "hreflang"));
        elements.put("img", Set.of("src", "alt", "title", "width", "height"));
        elements.put("ol", Set.of("start", "reversed", "type"));
        elements.put("li", Set.of("value"));
        elements.put("input", Set.of("type", "disabled", "checked"));
        elements.put("code", Set.of("class"));
        elements.put("th", Set.of("align", "colspan", "rowspan", "scope"));
        elements.put("td", Set.of("align", "colspan", "rowspan"));
        elements.put("abbr", Set.of("title"));
        elements.put("details", Set.of("open"));
        elements.put("video", Set.of("controls", "poster", "width", "height", "title"));
        elements.put("audio", Set.of("controls", "title"));
        elements.put("source", Set.of("src", "type"));
        elements.put("track", Set.of("src", "kind", "srclang", "label", "default"));
        elements.put(
                "iframe",
                Set.of("src", "title", "width", "height", "sandbox", "allowfullscreen", "loading", "referrerpolicy"));
        return Map.copyOf(elements);
    }

    private static Safelist safelist() {
        Safelist allowed = new Safelist()
                .addTags("div", "footer")
                .addProtocols("a", "href", LINK_PROTOCOLS.toArray(String[]::new))
                .preserveRelativeLinks(true);
        for (String element : Set.of("img", "source", "track", "iframe", "video", "audio")) {
            allowed.addProtocols(element, "src", MEDIA_PROTOCOLS.toArray(String[]::new));
        }
        allowed.addProtocols("blockquote", "cite", MEDIA_PROTOCOLS.toArray(String[]::new));
        allowed.addProtocols("video", "poster", MEDIA_PROTOCOLS.toArray(String[]::new));
        ELEMENTS.forEach((element, attributes) -> {
            allowed.addTags(element);
            Set<String> all = new HashSet<>(attributes);
            all.addAll(EVERYWHERE);
            allowed.addAttributes(element, all.toArray(String[]::new));
        });
        return allowed.addAttributes("div", EVERYWHERE.toArray(String[]::new))
                .addAttributes("footer", EVERYWHERE.toArray(String[]::new))
                .addAttributes("video", "src")
                .addAttributes("audio", "src")
                .addAttributes("a", "data-width", "data-height")
                .addAttributes("li", "data-task");
    }
}
