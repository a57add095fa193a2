package org.broadsheet.content.body;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Generates bodies with the elements of HTML, CommonMark and GFM, nested as editors nest them. Each word occurs once in
 * a body, so a comparison of words finds what is lost, joined, repeated or moved.
 */
final class BodyGenerator {

    private static final int DEPTH = 3;

    private static final List<String> MARKS = List.of(
            "strong",
            "em",
            "b",
            "i",
            "u",
            "s",
            "del",
            "ins",
            "mark",
            "small",
            "sub",
            "sup",
            "kbd",
            "samp",
            "var",
            "cite",
            "q",
            "code",
            "abbr title=\"T\"",
            "span",
            "span style=\"font-weight:700;font-style:italic\"",
            "span lang=\"fr\"",
            "span class=\"x\"",
            "font",
            "dfn",
            "bdi",
            "strike",
            "bdo dir=\"rtl\"",
            "time datetime=\"2026-01-01\"",
            "tt");

    private static final List<String> EDGES =
            List.of("", "", "", " ", "(", ".", ": ", ", ", "。", "「", "*", "_", "`", "&amp;", "\\", "!", "&lt;");

    private static final List<String> CONTAINERS = List.of(
            "div",
            "section",
            "article",
            "address",
            "main",
            "header",
            "aside",
            "div class=\"a b\"",
            "center",
            "form",
            "div id=\"part\"",
            "div lang=\"de\"");

    private static final Pattern START_TAG = Pattern.compile("<([a-z][a-z0-9]*)([^<>]*>)");

    private final Random random;
    private int words;
    private int images;
    private int links;
    private int embeds;

    BodyGenerator(long seed) {
        random = new Random(seed);
    }

    private int upTo(int most) {
        return 1 + random.nextInt(most);
    }

    @SafeVarargs
    private String oneOf(Supplier<String>... choices) {
        return choices[random.nextInt(choices.length)].get();
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private String times(int most, Supplier<String> part) {
        StringBuilder parts = new StringBuilder();
        for (int left = upTo(most); left > 0; left--) {
            parts.append(part.get());
        }
        return parts.toString();
    }

    private String word() {
        return "w" + words++;
    }

    private String text() {
        StringBuilder text = new StringBuilder(word());
        for (int left = random.nextInt(3); left > 0; left--) {
            text.append(any(List.of(" ", " ", ", ", "\n", " – ", "&nbsp;", " * ", " 1. ", "_")))
                    .append(word());
        }
        return text.toString();
    }

    private String image() {
        return "<img src=\"https://images.example/" + images++ + ".png\""
                + any(List.of(
                        "",
                        " alt=\"A\"",
                        " alt=\"A *b* [c]\" title=\"T\"",
                        " width=\"10\" height=\"20\"",
                        " class=\"x\""))
                + ">";
    }

    private String link(String content) {
        return "<a href=\"https://example.org/" + links++
                + any(List.of(
                        "",
                        "",
                        "#part",
                        "?a=b&amp;c=(d)",
                        "\" title=\"T &quot;q&quot;",
                        "\" rel=\"nofollow\"",
                        "\" target=\"_blank"))
                + "\">" + content + "</a>";
    }

    private String video() {
        String id = "yt" + String.format("%09d", embeds++);
        return any(List.of(
                "<iframe src=\"https://www.youtube.com/embed/" + id + "\" width=\"560\" height=\"315\" title=\""
                        + word() + "\" allowfullscreen></iframe>",
                "<iframe src=\"//www.youtube-nocookie.com/embed/" + id + "?rel=0\"></iframe>",
                "<p>https://youtu.be/" + id + "</p>",
                "<figure class=\"wp-block-embed\"><div class=\"wp-block-embed__wrapper\">\nhttps://www.youtube.com/watch?v="
                        + id + "\n</div><figcaption>" + word() + "</figcaption></figure>"));
    }

    private String media() {
        String source = "https://media.example/m" + embeds++;
        return any(List.of(
                "<video src=\"" + source + ".mp4\" controls poster=\"/p.png\"></video>",
                "<video src=\"" + source + ".mp4\" />",
                "<audio src=\"" + source + ".mp3\">",
                "<video width=\"640\"><source src=\"" + source
                        + ".webm\" type=\"video/webm\"><track src=\"/c.vtt\" kind=\"captions\""
                        + " srclang=\"en\" label=\"English\"></video>",
                "<figure><audio controls src=\"" + source + ".mp3\"></audio><figcaption>" + word()
                        + "</figcaption></figure>",
                "<audio><source src=\"" + source + ".ogg\"></audio>"));
    }

    private String inline(int depth) {
        if (depth <= 0) {
            return text();
        }
        return oneOf(
                this::text,
                this::text,
                this::text,
                () -> marked(depth),
                () -> marked(depth),
                () -> link(inlines(depth - 1).replace("<a ", "<span ").replace("</a>", "</span>")),
                this::image,
                () -> link(image()),
                () -> "<a href=\"story:gone\"" + attributes() + ">" + word() + "</a>",
                () -> "<br>",
                () -> "<br><br>" + text(),
                () -> "<code>" + any(List.of("", " ", "`", "``")) + word() + any(List.of("", " ", "`", "  " + word()))
                        + "</code>",
                () -> "https://bare.example/" + word() + " ",
                () -> "&lt;script&gt; " + word() + " "
                        + any(List.of(
                                "",
                                "==" + word() + "==",
                                "~~" + word() + "~~",
                                "[^1]",
                                "{#x}",
                                "[ ] ",
                                "a@b.example",
                                "ftp://x.example/a")),
                () -> "<sup id=\"ref" + words + "\"><a href=\"#part\">" + word() + "</a></sup>");
    }

    private String marked(int depth) {
        String mark = any(MARKS);
        return "<" + mark + ">" + any(EDGES) + inlines(depth - 1) + any(EDGES) + "</" + mark.split(" ")[0] + ">"
                + any(EDGES);
    }

    private String inlines(int depth) {
        return times(4, () -> inline(depth) + any(List.of(" ", " ", "", "\n")));
    }

    private String attributes() {
        return any(List.of(
                "",
                "",
                "",
                "",
                "",
                " class=\"x\"",
                " style=\"color:red\"",
                " lang=\"fr\"",
                " dir=\"rtl\"",
                " id=\"i" + words + "\""));
    }

    private String list(int depth) {
        String list =
                any(List.of("ul", "ul", "ol", "ol start=\"3\"", "ol reversed", "ol type=\"a\"", "ol start=\"-2\""));
        return "<" + list + attributes() + ">"
                + times(
                        3,
                        () -> "\n<li" + any(List.of("", "", "", " value=\"7\"", attributes())) + ">"
                                + any(List.of(
                                        "",
                                        "",
                                        "",
                                        "",
                                        "<input type=\"checkbox\" checked> ",
                                        "<input type=\"checkbox\">"))
                                + oneOf(
                                        () -> inlines(2),
                                        () -> inlines(2),
                                        () -> flow(depth - 1),
                                        () -> inlines(1) + list(depth - 1) + any(List.of("", inlines(1))),
                                        this::image,
                                        () -> "")
                                + "</li>")
                + "\n</" + list.split(" ")[0] + ">";
    }

    private String table(int depth) {
        int columns = upTo(3);
        String align = any(List.of("", "", " align=\"right\"", " style=\"text-align:center\""));
        Supplier<String> cell = () -> oneOf(
                () -> inlines(1),
                () -> inlines(1),
                () -> inlines(1),
                () -> "",
                () -> "<p>" + inlines(1) + "</p><p>" + inlines(1) + "</p>",
                () -> depth > 1 ? flow(depth - 2) : text(),
                () -> word() + "\\",
                () -> word() + "|" + word());
        boolean plain = random.nextInt(3) > 0;
        Supplier<String> body = () -> plain ? inlines(1) : cell.get();
        StringBuilder table = new StringBuilder("<table" + attributes() + ">");
        if (random.nextInt(5) == 0) {
            table.append("<caption>")
                    .append(oneOf(() -> inlines(1), () -> "<p>" + text() + "</p><p>" + text() + "</p>"))
                    .append("</caption>");
        }
        if (random.nextInt(3) > 0) {
            table.append("<thead>")
                    .append(times(
                            plain ? 1 : 2,
                            () -> "<tr>" + ("<th" + align + ">" + inlines(1) + "</th>").repeat(columns) + "</tr>"))
                    .append("</thead>");
        }
        table.append("<tbody>");
        for (int row = random.nextInt(3); row >= 0; row--) {
            table.append("<tr>");
            for (int column = 0; column < columns; column++) {
                String tag = !plain && random.nextInt(4) == 0 ? "th" : "td";
                String span = plain || random.nextInt(4) > 0
                        ? ""
                        : any(List.of(" colspan=\"2\"", " rowspan=\"2\"", " scope=\"row\""));
                table.append("<" + tag + align + span + ">").append(body.get()).append("</" + tag + ">");
            }
            table.append("</tr>\n");
        }
        return table.append("</tbody>")
                .append(random.nextInt(6) == 0 ? "<tfoot><tr><td>" + text() + "</td></tr></tfoot>" : "")
                .append("</table>")
                .toString();
    }

    private String figure(int depth) {
        String caption = any(List.of("", "<figcaption>" + inlines(1) + "</figcaption>"));
        return "<figure" + attributes() + ">"
                + oneOf(
                        () -> image() + caption,
                        () -> link(image()) + caption,
                        () -> image() + "\n" + image() + caption,
                        () -> "<div>" + image() + "</div><div>" + link(image()) + "</div>" + caption,
                        () -> times(
                                        3,
                                        () -> "<figure>" + image()
                                                + any(List.of("", "<figcaption>" + text() + "</figcaption>"))
                                                + "</figure>")
                                + caption,
                        () -> "<ul class=\"blocks-gallery-grid\">"
                                + times(3, () -> "<li><figure>" + image() + "</figure></li>") + "</ul>" + caption,
                        () -> link("<div><div>" + text() + "</div><div>" + text() + "</div></div><div>" + image()
                                        + "</div>")
                                + caption,
                        () -> image() + "<figcaption>" + text() + "</figcaption><figcaption>" + text()
                                + "</figcaption>",
                        () -> image() + "<figcaption>" + text() + " <cite>" + text() + "</cite></figcaption>",
                        () -> "<figcaption>" + text() + "</figcaption>" + image(),
                        () -> "<blockquote><p>" + inlines(1) + "</p><cite>" + text() + "</cite></blockquote>" + caption,
                        () -> table(depth - 1) + caption,
                        () -> "<pre><code>" + word() + "</code></pre>" + caption,
                        () -> text() + image() + caption,
                        () -> image() + "<figcaption><p>" + text() + "</p><p>" + text() + "</p></figcaption>")
                + "</figure>";
    }

    private String quote(int depth) {
        return "<blockquote" + attributes() + any(List.of("", " cite=\"https://example.org/q\"")) + ">"
                + oneOf(
                        () -> flow(depth - 1),
                        () -> "<p>" + inlines(2) + "</p><cite>" + inlines(1) + "</cite>",
                        () -> "<p>" + inlines(2) + "</p>— " + text() + " " + link(text()),
                        () -> "<p>" + inlines(2) + "</p><footer>" + inlines(1) + "</footer>",
                        () -> inlines(2),
                        this::image)
                + "</blockquote>";
    }

    private String pre() {
        return "<pre" + any(List.of("", " class=\"wp-block-code\"", " class=\"language-js\"", " data-lang=\"go\""))
                + ">"
                + oneOf(
                        () -> word() + "\n  " + word() + "\n",
                        () -> "\n\n" + word() + "\n\n" + word(),
                        () -> "<code class=\"language-js hljs\">" + word() + " &lt;b&gt; ``` ~~~ " + word()
                                + "\n</code>",
                        () -> "<code>" + word() + "<br>" + word() + "</code>",
                        () -> "<code><span class=\"k\">" + word() + "</span> " + link(word()) + " <b>" + word()
                                + "</b></code>",
                        () -> "<div>" + word() + "</div><div>" + word() + "</div>")
                + "</pre>";
    }

    private String block(int depth) {
        if (depth <= 0) {
            return "<p" + attributes() + ">" + inlines(2) + "</p>";
        }
        return oneOf(
                () -> "<p" + attributes() + ">" + inlines(3) + "</p>",
                () -> "<p" + attributes() + ">" + inlines(3) + "</p>",
                () -> "<p" + attributes() + ">" + inlines(3) + "</p>",
                () -> "<h" + upTo(6) + attributes() + ">" + inlines(1) + "</h2>",
                () -> list(depth),
                () -> list(depth),
                () -> quote(depth),
                () -> figure(depth),
                () -> figure(depth),
                () -> table(depth),
                this::pre,
                () -> "<hr>",
                this::video,
                this::media,
                () -> {
                    String container = any(CONTAINERS);
                    return "<" + container + ">" + flow(depth - 1) + "</"
                            + container.split(" ")[0] + ">";
                },
                () -> "<dl" + attributes() + ">"
                        + times(
                                2,
                                () -> "<dt>" + inlines(1) + "</dt><dd>" + oneOf(() -> inlines(1), () -> flow(depth - 1))
                                        + "</dd>")
                        + "</dl>",
                () -> "<details" + any(List.of("", " open")) + "><summary>" + inlines(1) + "</summary>"
                        + flow(depth - 1) + "</details>",
                () -> link("<h3>" + text() + "</h3><p>" + text() + "</p>" + image()),
                () -> "<strong><p>" + text() + "</p><p>" + text() + "</p></strong>",
                () -> "<p>" + image() + "</p>",
                () -> "<p>" + link(image()) + "</p>");
    }

    private String flow(int depth) {
        return times(
                3,
                () -> oneOf(() -> block(depth), () -> block(depth), () -> block(depth), () -> inlines(1))
                        + any(List.of("", "\n", "\n\n")));
    }

    /** Returns a body in HTML. */
    String html() {
        String html = times(4, () -> flow(DEPTH));
        return random.nextBoolean() ? html : withAttributes(html);
    }

    /** Gives some elements of every kind an id, a language or a direction. */
    private String withAttributes(String html) {
        return START_TAG.matcher(html).replaceAll(tag -> {
            String attribute = random.nextInt(6) > 0
                    ? ""
                    : any(List.of("id=\"g" + tag.start() + "\"", "lang=\"it\"", "dir=\"ltr\""));
            String name = attribute.split("=")[0];
            boolean again = attribute.isEmpty() || tag.group(2).contains(" " + name + "=");
            return again ? "$0" : "<$1 " + attribute + "$2";
        });
    }

    private String markdownInline(int depth) {
        if (depth <= 0) {
            return word();
        }
        return oneOf(
                this::word,
                this::word,
                () -> "**" + markdownInlines(depth - 1) + "**",
                () -> "*" + markdownInlines(depth - 1) + "*",
                () -> "_" + word() + "_",
                () -> "~~" + word() + "~~",
                () -> "`" + any(List.of("", " ")) + word() + "`",
                () -> "==" + word() + "==",
                () -> "[" + word() + "](https://example.org/" + links++ + any(List.of("", " \"T\"")) + ")",
                () -> "[" + word() + "](story:gone)",
                () -> "![A](https://images.example/" + images++ + ".png)",
                () -> "[![A](https://images.example/" + images++ + ".png)](https://example.org/" + links++ + ")",
                () -> "<https://auto.example/" + word() + ">",
                () -> "https://bare.example/" + word() + " ",
                () -> "  \n" + word(),
                () -> "**「" + word() + "」**" + word(),
                () -> "the <script> tag " + word(),
                () -> "<kbd>" + word() + "</kbd>",
                () -> word() + "\\* \\_ &amp; " + word());
    }

    private String markdownInlines(int depth) {
        return times(3, () -> markdownInline(depth) + " ").strip();
    }

    private String markdownBlock(int depth) {
        if (depth <= 0) {
            return markdownInlines(2);
        }
        return oneOf(
                () -> markdownInlines(2),
                () -> markdownInlines(2),
                () -> "#".repeat(upTo(6)) + " " + markdownInlines(1) + any(List.of("", " {#h" + words + "}")),
                () -> times(
                                3,
                                () -> any(List.of("- ", "- ", "* ", "- [x] ", "- [ ] "))
                                        + indented(markdownBlock(depth - 1), "  ") + "\n")
                        .strip(),
                () -> times(3, () -> "3. " + indented(markdownBlock(depth - 1), "   ") + any(List.of("\n", "\n\n")))
                        .strip(),
                () -> "> " + indented(markdownBlock(depth - 1) + "\n\n" + markdownBlock(depth - 1), "> "),
                () -> "```" + any(List.of("", "java", "{.python}")) + "\n" + word() + "\n\n" + word() + "\n```",
                () -> "    " + word() + "\n      " + word(),
                () -> "| " + word() + " | " + word() + " |\n|---|" + any(List.of("---", "--:", ":-:")) + "|\n| "
                        + markdownInlines(0) + " |\n| " + word() + " \\| " + word() + " | `" + word() + "` |",
                () -> "---",
                () -> word() + "\n: " + markdownInlines(1) + "\n: " + word(),
                () -> {
                    String note = "[^n" + words + "]";
                    return word() + note + "\n\n" + note + ": " + word();
                },
                () -> "![A](https://images.example/" + images++ + ".png)",
                () -> "https://www.youtube.com/watch?v=yt" + String.format("%09d", embeds++),
                () -> "<figure><img src=\"https://images.example/" + images++ + ".png\"><figcaption>" + word()
                        + "</figcaption></figure>",
                () -> "<details>\n<summary>" + word() + "</summary>\n\n" + markdownBlock(depth - 1) + "\n\n</details>");
    }

    private static String indented(String block, String indent) {
        return block.replace("\n", "\n" + indent);
    }

    /** Returns a body in Markdown. */
    String markdown() {
        return times(6, () -> markdownBlock(2) + "\n\n");
    }
}
