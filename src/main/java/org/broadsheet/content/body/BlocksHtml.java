package org.broadsheet.content.body;

import java.util.List;
import org.broadsheet.content.body.Span.SpanLink;
import org.jsoup.nodes.Element;

/**
 * Converts blocks to HTML, which is then read like HTML from an editor. The blocks of a rendered body give its HTML
 * again.
 */
final class BlocksHtml {

    private BlocksHtml() {}

    static String of(List<Block> blocks) {
        StringBuilder html = new StringBuilder();
        blocks.forEach(block -> html.append(html(block)));
        return html.toString();
    }

    private static String html(Block block) {
        if (block instanceof Block.ParagraphBlock p) {
            return element("p", p.html(), "id", p.id(), "lang", p.language(), "dir", p.direction());
        } else if (block instanceof Block.HeadingBlock h) {
            return element("h" + h.level(), h.html(), "id", h.id(), "lang", h.language(), "dir", h.direction());
        } else if (block instanceof Block.ListBlock list) {
            return list(list);
        } else if (block instanceof Block.QuoteBlock quote) {
            String author = quote.attribution() == null ? "" : inline("cite", quote.attribution());
            return element(
                    "blockquote",
                    of(quote.blocks()) + author,
                    "id",
                    quote.id(),
                    "lang",
                    quote.language(),
                    "dir",
                    quote.direction());
        } else if (block instanceof Block.CodeBlock code) {
            String language = code.language() == null ? null : "language-" + code.language();
            return element("pre", element("code", code.html(), "class", language), "id", code.id());
        } else if (block instanceof Block.ImageBlock image) {
            return image(image);
        } else if (block instanceof Block.GalleryBlock gallery) {
            StringBuilder images = new StringBuilder();
            gallery.images().forEach(image -> images.append(image(image)));
            return figure(images + caption(gallery.html()), gallery.id(), gallery.language(), gallery.direction());
        } else if (block instanceof Block.BookmarkBlock bookmark) {
            String caption = bookmark.caption() == null ? "" : inline("figcaption", bookmark.caption());
            return figure(
                    link(bookmark.link(), bookmark.html()) + caption,
                    bookmark.id(),
                    bookmark.language(),
                    bookmark.direction());
        } else if (block instanceof Block.EmbedBlock embed) {
            String player = element(
                    "iframe",
                    "",
                    "src",
                    embed.playerUrl() == null ? embed.url() : embed.playerUrl(),
                    "title",
                    embed.title(),
                    "width",
                    text(embed.width()),
                    "height",
                    text(embed.height()));
            return figure(player + caption(embed.html()), embed.id(), embed.language(), embed.direction());
        } else if (block instanceof Block.VideoBlock video) {
            String player = element(
                    "video",
                    media(video.sources(), video.tracks()),
                    "poster",
                    video.poster(),
                    "title",
                    video.title(),
                    "width",
                    text(video.width()),
                    "height",
                    text(video.height()));
            return figure(player + caption(video.html()), video.id(), video.language(), video.direction());
        } else if (block instanceof Block.AudioBlock audio) {
            String player = element("audio", media(audio.sources(), audio.tracks()), "title", audio.title());
            return figure(player + caption(audio.html()), audio.id(), audio.language(), audio.direction());
        } else if (block instanceof Block.TableBlock table) {
            return table(table);
        } else if (block instanceof Block.DefinitionsBlock definitions) {
            return definitions(definitions);
        } else if (block instanceof Block.DetailsBlock details) {
            return element(
                    "details",
                    inline("summary", details.summary()) + of(details.blocks()),
                    "id",
                    details.id(),
                    "lang",
                    details.language(),
                    "dir",
                    details.direction(),
                    "open",
                    details.open() ? "" : null);
        }
        return element("hr", null, "id", ((Block.DividerBlock) block).id());
    }

    private static String text(Integer number) {
        return number == null ? null : number.toString();
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

    private static String inline(String name, Block.Inline inline) {
        return element(name, inline.html(), "id", inline.id(), "lang", inline.language(), "dir", inline.direction());
    }

    private static String figure(String content, String id, String language, String direction) {
        return element("figure", content, "id", id, "lang", language, "dir", direction);
    }

    private static String caption(String html) {
        return html == null || html.isEmpty() ? "" : "<figcaption>" + html + "</figcaption>";
    }

    private static String link(SpanLink link, String content) {
        return link == null
                ? content
                : element(
                        "a",
                        content,
                        "href",
                        link.url(),
                        "title",
                        link.title(),
                        "rel",
                        link.rel(),
                        "hreflang",
                        link.hreflang());
    }

    private static String image(Block.ImageBlock image) {
        String tag = element(
                "img",
                null,
                "src",
                image.url(),
                "alt",
                image.alt(),
                "title",
                image.title(),
                "width",
                text(image.width()),
                "height",
                text(image.height()));
        String credit = image.credit() == null ? "" : inline("cite", image.credit());
        return figure(
                link(image.link(), tag) + caption(image.html() + credit),
                image.id(),
                image.language(),
                image.direction());
    }

    private static String media(List<Block.MediaSource> sources, List<Block.MediaTrack> tracks) {
        StringBuilder html = new StringBuilder();
        sources.forEach(source -> html.append(element("source", null, "src", source.url(), "type", source.type())));
        if (tracks != null) {
            tracks.forEach(track -> html.append(element(
                    "track",
                    null,
                    "src",
                    track.url(),
                    "kind",
                    track.kind(),
                    "srclang",
                    track.language(),
                    "label",
                    track.label(),
                    "default",
                    Boolean.TRUE.equals(track.isDefault()) ? "" : null)));
        }
        return html.toString();
    }

    private static String list(Block.ListBlock list) {
        StringBuilder items = new StringBuilder();
        list.items().forEach(item -> items.append(item("li", item)));
        boolean down = Boolean.TRUE.equals(list.reversed());
        boolean usual =
                list.start() == null || list.start() == (down ? list.items().size() : 1);
        return element(
                list.ordered() ? "ol" : "ul",
                items.toString(),
                "id",
                list.id(),
                "lang",
                list.language(),
                "dir",
                list.direction(),
                "start",
                usual ? null : text(list.start()),
                "reversed",
                down ? "" : null,
                "type",
                list.numbering());
    }

    private static String item(String name, Block.ListItem item) {
        String task = item.checked() == null ? "" : "<input type=\"checkbox\"" + (item.checked() ? " checked> " : "> ");
        return element(
                name,
                task + item.html() + (item.blocks() == null ? "" : of(item.blocks())),
                "id",
                item.id(),
                "lang",
                item.language(),
                "dir",
                item.direction(),
                "value",
                text(item.number()));
    }

    private static String table(Block.TableBlock table) {
        StringBuilder html = new StringBuilder();
        if (table.caption() != null) {
            html.append(inline("caption", table.caption()));
        }
        if (!table.headers().isEmpty()) {
            html.append("<thead>").append(rows(table.headers(), true)).append("</thead>");
        }
        if (!table.rows().isEmpty()) {
            html.append("<tbody>").append(rows(table.rows(), false)).append("</tbody>");
        }
        return element("table", html.toString(), "id", table.id(), "lang", table.language(), "dir", table.direction());
    }

    private static String rows(List<List<Block.TableCell>> rows, boolean header) {
        StringBuilder html = new StringBuilder();
        for (List<Block.TableCell> row : rows) {
            html.append("<tr>");
            for (Block.TableCell cell : row) {
                html.append(element(
                        header || Boolean.TRUE.equals(cell.header()) ? "th" : "td",
                        cell.html() + (cell.blocks() == null ? "" : of(cell.blocks())),
                        "id",
                        cell.id(),
                        "lang",
                        cell.language(),
                        "dir",
                        cell.direction(),
                        "align",
                        cell.align(),
                        "colspan",
                        text(cell.colspan()),
                        "rowspan",
                        text(cell.rowspan()),
                        "scope",
                        cell.scope()));
            }
            html.append("</tr>");
        }
        return html.toString();
    }

    private static String definitions(Block.DefinitionsBlock definitions) {
        StringBuilder html = new StringBuilder();
        for (Block.Definition item : definitions.items()) {
            item.terms().forEach(term -> html.append(inline("dt", term)));
            item.definitions().forEach(definition -> html.append(item("dd", definition)));
        }
        return element(
                "dl",
                html.toString(),
                "id",
                definitions.id(),
                "lang",
                definitions.language(),
                "dir",
                definitions.direction());
    }
}
