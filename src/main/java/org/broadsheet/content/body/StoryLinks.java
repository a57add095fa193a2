package org.broadsheet.content.body;

import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Links to other stories, stored by id inside rendered text. A link is stored as it is written, with {@code story:} and
 * the story's id as its address, and with marks around the link and around its content. When the text is read, the
 * address becomes the story's current one, or only the content remains if the story is not live.
 *
 * <p>The marks are Unicode noncharacters, which are reserved for use inside a program; {@link #withoutMarks} removes
 * them from all input.
 */
public final class StoryLinks {

    static final String OPEN = "\uFDD3";
    static final String CONTENT = "\uFDD4";
    static final String CONTENT_END = "\uFDD5";
    static final String CLOSE = "\uFDD6";

    /** Separates emphasis from punctuation while Markdown is parsed. */
    static final String NO_PUNCTUATION = "\uFDD7";

    private static final Pattern MARKS = Pattern.compile("[\uFDD0-\uFDD7]");
    private static final String ADDRESS = Bodies.STORY_SCHEME + "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";
    private static final Pattern ADDRESSED = Pattern.compile(ADDRESS);
    private static final Pattern LINK = Pattern.compile(
            OPEN + "([^" + CONTENT + "]*)" + CONTENT + "([^" + CONTENT_END + "]*)" + CONTENT_END + "([^" + CLOSE + "]*)"
                    + CLOSE,
            Pattern.DOTALL);

    /** A link in HTML has no link in it, so that the first end tag is its own. */
    private static final Pattern HTML_LINK =
            Pattern.compile("(<a (?:id=\"[^\">]*\" )?href=\"" + ADDRESS + "[^>]*>)(.*?)(</a>)", Pattern.DOTALL);

    /** In JSON, the quotes are escaped. */
    private static final Pattern KEPT = Pattern.compile("(?<=\\s)(?:id|lang|dir)=(\\\\?\")[^\"\\\\]*\\1");

    /** The beginning of a link of a span; its end is found without an expression, which would recurse for each character. */
    private static final Pattern SPAN_LINK = Pattern.compile(",\"link\":\\{\"url\":\"" + ADDRESS);

    /** As Broadsheet stored links before 30 November 2026, with the id in front of the text. */
    private static final Pattern FORMER_LINK =
            Pattern.compile("\uFDD0([^\uFDD1]*)\uFDD1([^\uFDD2]*)\uFDD2", Pattern.DOTALL);

    private StoryLinks() {}

    /** Removes marks, so that no text from an editor is mistaken for one. */
    static String withoutMarks(String text) {
        return MARKS.matcher(text).replaceAll("");
    }

    /** Marks the links to stories in HTML. */
    static String marked(String html) {
        return html.contains(Bodies.STORY_SCHEME)
                ? HTML_LINK.matcher(html).replaceAll(OPEN + "$1" + CONTENT + "$3" + CONTENT_END + "$4" + CLOSE)
                : html;
    }

    /**
     * Converts marks to links in HTML.
     *
     * @param address returns a story's address; null if it is not live
     * @return HTML with links to the stories that are live
     */
    public static String inHtml(String marked, Function<UUID, String> address) {
        return resolve(marked, address, StoryLinks::escaped, url -> "<a href=\"" + escaped(url) + "\">", "</a>");
    }

    /**
     * Converts links to stories in a JSON document of blocks.
     *
     * @param slug returns the slug of a story that has an address
     */
    public static String inJson(String blocks, Function<UUID, String> address, Function<UUID, String> slug) {
        String html = resolve(
                blocks,
                address,
                url -> escaped(url).replace("\\", "\\\\"),
                url -> "<a href=\\\"" + escaped(url).replace("\\", "\\\\") + "\\\">",
                "</a>");
        return html.contains(Bodies.STORY_SCHEME) ? inSpans(html, address, slug) : html;
    }

    private static String inSpans(String json, Function<UUID, String> address, Function<UUID, String> slug) {
        StringBuilder resolved = new StringBuilder();
        Matcher link = SPAN_LINK.matcher(json);
        int end = 0;
        while (link.find(end)) {
            UUID story = UUID.fromString(link.group(1));
            String url = address.apply(story);
            resolved.append(json, end, link.start());
            end = endOfObject(json, link.end());
            if (url != null) {
                resolved.append(",\"link\":{\"url\":\"")
                        .append(url.replace("\\", "\\\\").replace("\"", "\\\""))
                        .append(joined(url, json.substring(link.end(), end - 1)))
                        .append(",\"story\":{\"id\":\"" + story + "\",\"slug\":\"" + slug.apply(story) + "\"}}");
            }
        }
        return resolved.append(json, end, json.length()).toString();
    }

    /** @param from within a string of a JSON object that has only strings */
    private static int endOfObject(String json, int from) {
        boolean inString = true;
        for (int i = from; i < json.length(); i++) {
            char character = json.charAt(i);
            if (inString && character == '\\') {
                i++;
            } else if (character == '"') {
                inString = !inString;
            } else if (!inString && character == '}') {
                return i + 1;
            }
        }
        return json.length();
    }

    /** Converts marks to links in Markdown. */
    public static String inMarkdown(String marked, Function<UUID, String> address) {
        return resolve(marked, address, url -> escaped(url).replace("(", "%28").replace(")", "%29"), url -> "[", null);
    }

    /** @param formerStart returns the beginning of a link whose marks are {@link #FORMER_LINK} */
    private static String resolve(
            String marked,
            Function<UUID, String> address,
            UnaryOperator<String> escape,
            UnaryOperator<String> formerStart,
            String formerEnd) {
        String text = marked;
        if (text.contains("\uFDD0")) {
            text = FORMER_LINK.matcher(text).replaceAll(link -> {
                String url = address.apply(UUID.fromString(link.group(1)));
                String end = formerEnd != null || url == null ? formerEnd : "](" + escape.apply(url) + ")";
                return Matcher.quoteReplacement(
                        url == null ? link.group(2) : formerStart.apply(url) + link.group(2) + end);
            });
        }
        return text.contains(OPEN)
                ? LINK.matcher(text).replaceAll(link -> Matcher.quoteReplacement(current(link, address, escape)))
                : text;
    }

    private static String current(MatchResult link, Function<UUID, String> address, UnaryOperator<String> escape) {
        Matcher addressed = ADDRESSED.matcher(link.group(1) + link.group(3));
        String url = addressed.find() ? address.apply(UUID.fromString(addressed.group(1))) : null;
        return url == null
                ? withoutAddress(link)
                : withAddress(link.group(1), url, escape) + link.group(2) + withAddress(link.group(3), url, escape);
    }

    /** The id, the language and the direction of a link remain with its content. */
    private static String withoutAddress(MatchResult link) {
        String attributes = KEPT.matcher(link.group(1))
                .results()
                .map(attribute -> " " + attribute.group())
                .collect(Collectors.joining());
        return attributes.isEmpty() ? link.group(2) : "<span" + attributes + ">" + link.group(2) + "</span>";
    }

    private static String withAddress(String part, String url, UnaryOperator<String> escape) {
        Matcher addressed = ADDRESSED.matcher(part);
        return addressed.find()
                ? part.substring(0, addressed.start())
                        + escape.apply(url)
                        + joined(url, part.substring(addressed.end()))
                : part;
    }

    /** The address of a story may have a query of its own. */
    private static String joined(String url, String rest) {
        return url.contains("?") && rest.startsWith("?") ? "&" + rest.substring(1) : rest;
    }

    private static String escaped(String url) {
        return url.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }
}
