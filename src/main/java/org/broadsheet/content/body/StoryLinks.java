package org.broadsheet.content.body;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * Links to other stories, stored by id inside rendered text: one mark with the story's id before the link's text, and
 * one mark after it. When the text is read, they become links to the story's current address, or plain text if the
 * story is not live.
 *
 * <p>The marks are Unicode noncharacters, which are reserved for use inside a program; {@link #withoutMarks} removes
 * them from all input.
 */
public final class StoryLinks {

    private static final String OPEN = "\uFDD0";
    private static final String ID_END = "\uFDD1";
    private static final String CLOSE = "\uFDD2";

    private static final Pattern MARKS = Pattern.compile("[" + OPEN + ID_END + CLOSE + "]");
    private static final Pattern ID = Pattern.compile(OPEN + "[^" + ID_END + "]*" + ID_END);
    private static final Pattern LINK =
            Pattern.compile(OPEN + "([^" + ID_END + "]*)" + ID_END + "([^" + CLOSE + "]*)" + CLOSE, Pattern.DOTALL);

    private StoryLinks() {}

    /** Removes marks, so that no text from an editor is mistaken for one. */
    static String withoutMarks(String text) {
        return MARKS.matcher(text).replaceAll("");
    }

    /** Returns the text alone, without marks and ids. */
    static String plain(String marked) {
        return MARKS.matcher(ID.matcher(marked).replaceAll("")).replaceAll("");
    }

    /** Returns the link's content between marks. */
    static List<Node> marked(UUID story, List<Node> held) {
        List<Node> marked = new ArrayList<>(held);
        marked.add(0, new TextNode(OPEN + story + ID_END));
        marked.add(new TextNode(CLOSE));
        return marked;
    }

    /**
     * Converts marks to links in HTML.
     *
     * @param address returns a story's address; null if it is not live
     * @return HTML with links to the stories that are live
     */
    public static String inHtml(String marked, Function<UUID, String> address) {
        return resolve(marked, address, (url, text) -> "<a href=\"" + escapeAttribute(url) + "\">" + text + "</a>");
    }

    /** Converts marks to links in HTML within strings of a JSON document. */
    public static String inJson(String marked, Function<UUID, String> address) {
        return resolve(
                marked,
                address,
                (url, text) -> "<a href=\\\"" + escapeAttribute(url).replace("\\", "\\\\") + "\\\">" + text + "</a>");
    }

    /** Converts marks to links in Markdown. */
    public static String inMarkdown(String marked, Function<UUID, String> address) {
        return resolve(marked, address, (url, text) -> "[" + text + "](" + url.replace(")", "%29") + ")");
    }

    private interface Writer {
        String link(String url, String text);
    }

    private static String resolve(String marked, Function<UUID, String> address, Writer writer) {
        if (!marked.contains(OPEN)) {
            return marked;
        }
        return LINK.matcher(marked).replaceAll(match -> {
            String url = address.apply(UUID.fromString(match.group(1)));
            return Matcher.quoteReplacement(url == null ? match.group(2) : writer.link(url, match.group(2)));
        });
    }

    private static String escapeAttribute(String url) {
        return url.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }
}
