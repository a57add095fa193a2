package org.broadsheet.content.body;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.broadsheet.content.body.Span.SpanLink;
import org.broadsheet.platform.problem.ProblemError;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;

/**
 * Converts blocks to HTML, which is then read like HTML from an editor. The blocks of a rendered body give its HTML
 * again. Members that Broadsheet derives, such as the provider of a player, are ignored.
 */
final class BlocksHtml {

    /** Twice the maximum of other formats, since HTML is longer than Markdown. */
    private static final int MAX_LENGTH = 600_000;

    private static final int MAX_ERRORS = 20;

    /** Maximum total of characters of quotations whose two forms are compared, since they may be nested. */
    private static final int MAX_COMPARED = 1_000_000;

    private static final int MAX_NUMBER = 99_999;
    private static final int MAX_SPAN = 999;
    private static final int MIN_LEVEL = 2;
    private static final int MAX_LEVEL = 6;

    private static final Set<String> DIRECTIONS = Set.of("ltr", "rtl", "auto");
    private static final Set<String> ALIGNMENTS = Set.of("left", "center", "right");
    private static final Set<String> SCOPES = Set.of("row", "col", "rowgroup", "colgroup");
    private static final Set<String> NUMBERINGS = Set.of("a", "A", "i", "I");
    private static final Set<String> TRACKS = Set.of("subtitles", "captions", "descriptions", "chapters");

    private static final Pattern LINE_END = Pattern.compile("\\r\\n?");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** Inline elements that are members of a span of their own. */
    private static final Set<String> NO_MARKS = Set.of("a", "img", "br", "span");

    private final List<ProblemError> errors = new ArrayList<>();

    /** Whether members that have the same content are compared. */
    private final boolean compares;

    private int compared;

    /** How many quotations are around the present block. */
    private int quotations;

    private BlocksHtml(boolean compares) {
        this.compares = compares;
    }

    /** @param blocks without errors */
    static String of(List<Block> blocks) {
        return new BlocksHtml(false).blocks(blocks, "");
    }

    /** Returns an error for each member that is missing or invalid, and where members that must be the same differ. */
    static List<ProblemError> errorsIn(List<Block> blocks, String pointer) {
        BlocksHtml reading = new BlocksHtml(true);
        String html = reading.blocks(blocks, pointer);
        if (html.length() > MAX_LENGTH) {
            reading.error(pointer, "accepts at most %,d characters of HTML".formatted(MAX_LENGTH));
        }
        return reading.errors.subList(0, Math.min(reading.errors.size(), MAX_ERRORS));
    }

    private void error(String pointer, String detail) {
        errors.add(ProblemError.at(pointer, detail));
    }

    private <T> T required(T value, String pointer) {
        if (value == null) {
            error(pointer, "is required");
        }
        return value;
    }

    private String number(Integer number, int min, int max, String pointer) {
        if (number == null) {
            return null;
        }
        if (number < min || number > max) {
            error(pointer, "accepts a whole number from " + min + " to " + max);
        }
        return number.toString();
    }

    private String oneOf(Set<String> accepted, String value, String pointer) {
        if (value != null && !accepted.contains(value)) {
            error(pointer, "accepts " + accepted.stream().sorted().collect(Collectors.joining(", ")));
        }
        return value;
    }

    private String direction(String direction, String at) {
        return oneOf(DIRECTIONS, direction, at + "/direction");
    }

    /** Converts a part at each place of an array. */
    private interface Part<T> {
        String html(T part, String pointer);
    }

    private <T> String each(List<T> parts, String pointer, Part<T> converter) {
        StringBuilder html = new StringBuilder();
        for (int i = 0; parts != null && i < parts.size(); i++) {
            T part = required(parts.get(i), pointer + "/" + i);
            if (part != null) {
                html.append(converter.html(part, pointer + "/" + i));
            }
        }
        return html.toString();
    }

    private String blocks(List<Block> blocks, String pointer) {
        return each(blocks, pointer, this::block);
    }

    private String block(Block block, String at) {
        if (block instanceof Block.ParagraphBlock p) {
            return element(
                    "p",
                    requiredContent(p.text(), p.html(), p.spans(), at),
                    "id",
                    p.id(),
                    "lang",
                    p.language(),
                    "dir",
                    direction(p.direction(), at));
        } else if (block instanceof Block.HeadingBlock h) {
            number(h.level(), MIN_LEVEL, MAX_LEVEL, at + "/level");
            return element(
                    "h" + h.level(),
                    requiredContent(h.text(), h.html(), h.spans(), at),
                    "id",
                    h.id(),
                    "lang",
                    h.language(),
                    "dir",
                    direction(h.direction(), at));
        } else if (block instanceof Block.ListBlock list) {
            return list(list, at);
        } else if (block instanceof Block.QuoteBlock quote) {
            return quote(quote, at);
        } else if (block instanceof Block.CodeBlock code) {
            return code(code, at);
        } else if (block instanceof Block.ImageBlock image) {
            return image(image, at);
        } else if (block instanceof Block.GalleryBlock gallery) {
            String images = each(required(gallery.images(), at + "/images"), at + "/images", this::image);
            return figure(
                    images + caption(content(gallery.text(), gallery.html(), gallery.spans(), at)),
                    gallery.id(),
                    gallery.language(),
                    direction(gallery.direction(), at));
        } else if (block instanceof Block.BookmarkBlock bookmark) {
            return figure(
                    link(bookmark.link(), content(bookmark.text(), bookmark.html(), bookmark.spans(), at), at)
                            + inline("figcaption", bookmark.caption(), at + "/caption"),
                    bookmark.id(),
                    bookmark.language(),
                    direction(bookmark.direction(), at));
        } else if (block instanceof Block.EmbedBlock embed) {
            return embed(embed, at);
        } else if (block instanceof Block.VideoBlock video) {
            return video(video, at);
        } else if (block instanceof Block.AudioBlock audio) {
            String player = element("audio", media(audio.sources(), audio.tracks(), at), "title", audio.title());
            return figure(
                    player + caption(content(audio.text(), audio.html(), audio.spans(), at)),
                    audio.id(),
                    audio.language(),
                    direction(audio.direction(), at));
        } else if (block instanceof Block.TableBlock table) {
            return table(table, at);
        } else if (block instanceof Block.DefinitionsBlock definitions) {
            return definitions(definitions, at);
        } else if (block instanceof Block.DetailsBlock details) {
            return element(
                    "details",
                    inline("summary", required(details.summary(), at + "/summary"), at + "/summary")
                            + blocks(details.blocks(), at + "/blocks"),
                    "id",
                    details.id(),
                    "lang",
                    details.language(),
                    "dir",
                    direction(details.direction(), at),
                    "open",
                    details.open() ? "" : null);
        }
        return element("hr", null, "id", ((Block.DividerBlock) block).id());
    }

    /** @param attributes names and values; one whose value is null is left out */
    private static String element(String name, String content, String... attributes) {
        Element element = new Element(name);
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i + 1] != null) {
                element.attr(attributes[i], attributes[i + 1]);
            }
        }
        String tag = "<" + name + element.attributes().html() + ">";
        return content == null ? tag : tag + content + "</" + name + ">";
    }

    private String requiredContent(String text, String html, List<Span> spans, String at) {
        if (text == null && html == null && spans == null) {
            error(at, "requires html, spans or text");
        }
        return content(text, html, spans, at);
    }

    /** Returns the inline content as HTML, and compares its other forms with it. */
    private String content(String text, String html, List<Span> spans, String at) {
        if (errors.size() >= MAX_ERRORS || spans != null && !areValid(spans, at + "/spans")) {
            return "";
        }
        String given = html;
        if (given == null) {
            given = spans != null
                    ? SpansHtml.of(spans)
                    : text == null ? "" : Entities.escape(text).replace("\n", "<br>");
        }
        if (compares && html != null && spans != null && !haveSameSpans(html, spans)) {
            error(at + "/spans", "differs from html");
        } else if (compares && text != null && !words(given).equals(withoutSpace(text))) {
            error(at + "/text", "differs from " + (html == null ? "spans" : "html"));
        }
        return given;
    }

    private boolean areValid(List<Span> spans, String at) {
        int before = errors.size();
        for (int i = 0; i < spans.size(); i++) {
            String place = at + "/" + i;
            Span span = required(spans.get(i), place);
            if (span != null) {
                direction(span.direction(), place);
            }
            if (span != null && span.link() != null) {
                required(span.link().url(), place + "/link/url");
            }
            if (span != null && span.image() != null) {
                required(span.image().url(), place + "/image/url");
            }
            for (int mark = 0;
                    span != null && span.marks() != null && mark < span.marks().size();
                    mark++) {
                if (!isMark(span.marks().get(mark))) {
                    error(place + "/marks/" + mark, "accepts the name of an inline element, such as strong");
                }
            }
        }
        return errors.size() == before;
    }

    private static boolean isMark(String name) {
        return name != null && !NO_MARKS.contains(name) && InlineContent.ELEMENTS.contains(name);
    }

    private static boolean haveSameSpans(String html, List<Span> spans) {
        List<Span> parsed =
                BodyBlocks.spans(Jsoup.parseBodyFragment(html).body().childNodes());
        return parsed.equals(spans.stream().map(Span::given).toList())
                || settledSpans(html).equals(settledSpans(SpansHtml.of(spans)));
    }

    private static List<Span> settledSpans(String html) {
        return BodyBlocks.spans(settled("<h2>" + html + "</h2>").children().stream()
                .flatMap(heading -> heading.childNodes().stream())
                .toList());
    }

    private static Element settled(String html) {
        return BodyHtml.read(BodyInput.html(html), Embeds.configured(), warning -> {});
    }

    private static String words(String html) {
        return withoutSpace(Jsoup.parseBodyFragment(html).body().wholeText());
    }

    private static String withoutSpace(String text) {
        return SPACE.matcher(text).replaceAll("");
    }

    private String inline(String name, Block.Inline inline, String at) {
        return inline == null
                ? ""
                : element(
                        name,
                        content(inline.text(), inline.html(), inline.spans(), at),
                        "id",
                        inline.id(),
                        "lang",
                        inline.language(),
                        "dir",
                        direction(inline.direction(), at));
    }

    private static String figure(String content, String id, String language, String direction) {
        return element("figure", content, "id", id, "lang", language, "dir", direction);
    }

    private static String caption(String html) {
        return html.isEmpty() ? "" : "<figcaption>" + html + "</figcaption>";
    }

    private String link(SpanLink link, String content, String at) {
        return link == null
                ? content
                : element(
                        "a",
                        content,
                        "href",
                        required(link.url(), at + "/link/url"),
                        "title",
                        link.title(),
                        "rel",
                        link.rel(),
                        "hreflang",
                        link.hreflang());
    }

    /** A quotation has its content as blocks or, from editors without blocks in quotations, as HTML or text. */
    private String quote(Block.QuoteBlock quote, String at) {
        String text = quote.text() == null ? "" : Entities.escape(quote.text()).replace("\n", "<br>");
        String html = quote.html() == null ? text : quote.html();
        if (quote.blocks() != null) {
            quotations++;
            String blocks = blocks(quote.blocks(), at + "/blocks");
            quotations--;
            if (compares && quote.html() != null && errors.isEmpty() && !isSame(quote.html(), blocks, at)) {
                error(at + "/html", "differs from blocks");
            }
            html = blocks;
        }
        boolean hasOther = quote.blocks() != null || quote.html() != null;
        if (compares && quote.text() != null && hasOther && errors.isEmpty() && !isText(quote.text(), html, at)) {
            error(at + "/text", "differs from " + (quote.blocks() == null ? "html" : "blocks"));
        }
        return element(
                "blockquote",
                html + inline("cite", quote.attribution(), at + "/attribution"),
                "cite",
                quote.url(),
                "id",
                quote.id(),
                "lang",
                quote.language(),
                "dir",
                direction(quote.direction(), at));
    }

    private boolean isSame(String html, String blocks, String at) {
        return html.equals(blocks)
                || isTooLong(html.length() + blocks.length(), at)
                || settled(html).html().equals(settled(blocks).html());
    }

    private boolean isText(String text, String html, String at) {
        return isTooLong(html.length(), at)
                || withoutSpace(text)
                        .equals(withoutSpace(Block.plain(BodyBlocks.of(settled(html), Embeds.configured()))));
    }

    /** Only quotations in quotations count, since each is compared again with what it is in. */
    private boolean isTooLong(int length, String at) {
        compared += quotations > 0 ? length : 0;
        boolean tooLong = compared > MAX_COMPARED;
        if (tooLong) {
            error(at, "is nested too deep to have html or text");
        }
        return tooLong;
    }

    private String code(Block.CodeBlock code, String at) {
        String text = code.text() == null ? "" : Entities.escape(code.text());
        String html = code.html() == null ? text : code.html();
        if (compares
                && code.text() != null
                && code.html() != null
                && !codeOf(html).equals(lines(code.text()))) {
            error(at + "/text", "differs from html");
        }
        String language = code.language() == null ? null : "language-" + code.language();
        return element(
                "pre",
                element("code", html, "class", language),
                "id",
                code.id(),
                "lang",
                code.naturalLanguage(),
                "dir",
                direction(code.direction(), at));
    }

    /** White space is part of code, but for line ends after it. */
    private static String codeOf(String html) {
        return lines(Jsoup.parseBodyFragment("<pre><code>" + html + "</code></pre>")
                .body()
                .wholeText());
    }

    private static String lines(String text) {
        return NormalForm.withoutLastLineEnds(LINE_END.matcher(text).replaceAll("\n"));
    }

    private String image(Block.ImageBlock image, String at) {
        String tag = element(
                "img",
                null,
                "src",
                required(image.url(), at + "/url"),
                "alt",
                image.alt(),
                "title",
                image.title(),
                "width",
                number(image.width(), 0, MAX_NUMBER, at + "/width"),
                "height",
                number(image.height(), 0, MAX_NUMBER, at + "/height"));
        String credit = inline("cite", image.credit(), at + "/credit");
        return figure(
                link(image.link(), tag, at) + caption(content(image.text(), image.html(), image.spans(), at) + credit),
                image.id(),
                image.language(),
                direction(image.direction(), at));
    }

    private String embed(Block.EmbedBlock embed, String at) {
        String address = embed.playerUrl() == null ? required(embed.url(), at + "/url") : addressOf(embed);
        String player = element(
                "iframe",
                "",
                "src",
                address,
                "title",
                embed.title(),
                "width",
                number(embed.width(), 0, MAX_NUMBER, at + "/width"),
                "height",
                number(embed.height(), 0, MAX_NUMBER, at + "/height"));
        return figure(
                player + caption(content(embed.text(), embed.html(), embed.spans(), at)),
                embed.id(),
                embed.language(),
                direction(embed.direction(), at));
    }

    /** The player has more details than the page, but it is that of another page if an editor has changed only the page. */
    private static String addressOf(Block.EmbedBlock embed) {
        boolean isSame = embed.url() == null
                || Embeds.configured()
                        .ofPlayer(embed.playerUrl())
                        .filter(player -> player.url().equals(embed.url()))
                        .isPresent();
        return isSame ? embed.playerUrl() : embed.url();
    }

    private String video(Block.VideoBlock video, String at) {
        String player = element(
                "video",
                media(video.sources(), video.tracks(), at),
                "poster",
                video.poster(),
                "title",
                video.title(),
                "width",
                number(video.width(), 0, MAX_NUMBER, at + "/width"),
                "height",
                number(video.height(), 0, MAX_NUMBER, at + "/height"));
        return figure(
                player + caption(content(video.text(), video.html(), video.spans(), at)),
                video.id(),
                video.language(),
                direction(video.direction(), at));
    }

    private String media(List<Block.MediaSource> sources, List<Block.MediaTrack> tracks, String at) {
        return each(
                        required(sources, at + "/sources"),
                        at + "/sources",
                        (source, place) -> element(
                                "source", null, "src", required(source.url(), place + "/url"), "type", source.type()))
                + each(
                        tracks,
                        at + "/tracks",
                        (track, place) -> element(
                                "track",
                                null,
                                "src",
                                required(track.url(), place + "/url"),
                                "kind",
                                oneOf(TRACKS, track.kind(), place + "/kind"),
                                "srclang",
                                track.language(),
                                "label",
                                track.label(),
                                "default",
                                Boolean.TRUE.equals(track.isDefault()) ? "" : null));
    }

    private String list(Block.ListBlock list, String at) {
        String items =
                each(required(list.items(), at + "/items"), at + "/items", (item, place) -> item("li", item, place));
        boolean down = Boolean.TRUE.equals(list.reversed());
        return element(
                list.ordered() ? "ol" : "ul",
                items,
                "id",
                list.id(),
                "lang",
                list.language(),
                "dir",
                direction(list.direction(), at),
                "start",
                number(list.start(), -MAX_NUMBER, MAX_NUMBER, at + "/start"),
                "reversed",
                down ? "" : null,
                "type",
                oneOf(NUMBERINGS, list.numbering(), at + "/numbering"));
    }

    private String item(String name, Block.ListItem item, String at) {
        String task = item.checked() == null ? "" : "<input type=\"checkbox\"" + (item.checked() ? " checked> " : "> ");
        return element(
                name,
                task + content(item.text(), item.html(), item.spans(), at) + blocks(item.blocks(), at + "/blocks"),
                "id",
                item.id(),
                "lang",
                item.language(),
                "dir",
                direction(item.direction(), at),
                "value",
                number(item.number(), -MAX_NUMBER, MAX_NUMBER, at + "/number"));
    }

    private String table(Block.TableBlock table, String at) {
        String caption = inline("caption", table.caption(), at + "/caption");
        boolean isFormer = table.headers() == null
                && table.header() != null
                && !table.header().isEmpty();
        String headers = isFormer
                ? element("tr", each(table.header(), at + "/header", (cell, place) -> cell(cell, true, place)))
                : rows(table.headers(), true, at + "/headers");
        String rows = rows(table.rows(), false, at + "/rows");
        return element(
                "table",
                caption
                        + (headers.isEmpty() ? "" : element("thead", headers))
                        + (rows.isEmpty() ? "" : element("tbody", rows)),
                "id",
                table.id(),
                "lang",
                table.language(),
                "dir",
                direction(table.direction(), at));
    }

    private String rows(List<List<Block.TableCell>> rows, boolean header, String at) {
        return each(
                rows, at, (row, place) -> element("tr", each(row, place, (cell, there) -> cell(cell, header, there))));
    }

    private String cell(Block.TableCell cell, boolean header, String at) {
        return element(
                header || Boolean.TRUE.equals(cell.header()) ? "th" : "td",
                content(cell.text(), cell.html(), cell.spans(), at) + blocks(cell.blocks(), at + "/blocks"),
                "id",
                cell.id(),
                "lang",
                cell.language(),
                "dir",
                direction(cell.direction(), at),
                "align",
                oneOf(ALIGNMENTS, cell.align(), at + "/align"),
                "colspan",
                number(cell.colspan(), 1, MAX_SPAN, at + "/colspan"),
                "rowspan",
                number(cell.rowspan(), 1, MAX_SPAN, at + "/rowspan"),
                "scope",
                oneOf(SCOPES, cell.scope(), at + "/scope"));
    }

    private String definitions(Block.DefinitionsBlock definitions, String at) {
        String items = each(
                required(definitions.items(), at + "/items"),
                at + "/items",
                (item, place) -> each(item.terms(), place + "/terms", (term, there) -> inline("dt", term, there))
                        + each(
                                item.definitions(),
                                place + "/definitions",
                                (definition, there) -> item("dd", definition, there)));
        return element(
                "dl",
                items,
                "id",
                definitions.id(),
                "lang",
                definitions.language(),
                "dir",
                direction(definitions.direction(), at));
    }
}
