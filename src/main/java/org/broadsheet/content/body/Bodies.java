package org.broadsheet.content.body;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.broadsheet.platform.naming.GeneratedSlug;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/** Renders bodies. */
public final class Bodies {

    /** The scheme for links to another story, independent of its address: {@code story:<slug or id>}. */
    public static final String STORY_SCHEME = "story:";

    private Bodies() {}

    /**
     * Renders a body in all formats.
     *
     * @param storiesAt finds the stories at addresses of this site; called once for all links
     * @throws BodyTooDeepException if the body nests, or could nest, too deep to be rendered
     */
    public static RenderedBody render(BodyInput body, Function<Set<String>, Map<String, UUID>> storiesAt) {
        Element root = BodyHtml.read(body);
        List<Heading> outline = identifyHeadings(root);
        List<UUID> links = markStoryLinks(root, storiesAt);
        List<Block> blocks = BodyBlocks.of(root);
        return new RenderedBody(
                root.html().strip(), blocks, BodyMarkdown.of(root), Block.plain(blocks), outline, links);
    }

    /** Checks whether the body can be rendered, that is, whether it is not nested too deep. */
    public static boolean canBeRendered(BodyInput body) {
        try {
            BodyHtml.read(body);
            return true;
        } catch (BodyTooDeepException e) {
            return false;
        }
    }

    /** Generates each heading's id from its text; a repeated id gets a number. */
    private static List<Heading> identifyHeadings(Element root) {
        List<Heading> outline = new ArrayList<>();
        Map<String, Integer> taken = new HashMap<>();
        for (Element heading : root.select("h2, h3, h4, h5, h6")) {
            String text = heading.text();
            String base = GeneratedSlug.of(text).orElse("section");
            String id = base;
            while (taken.containsKey(id)) {
                id = base + "-" + taken.merge(base, 1, Integer::sum);
            }
            taken.put(id, 1);
            heading.attr("id", id);
            outline.add(new Heading(BodyHtml.headingLevel(heading), id, text));
        }
        return outline;
    }

    private static List<UUID> markStoryLinks(Element root, Function<Set<String>, Map<String, UUID>> storiesAt) {
        Set<String> addresses =
                root.select("a").stream().map(link -> link.attr("href")).collect(Collectors.toSet());
        Map<String, UUID> found = addresses.isEmpty() ? Map.of() : storiesAt.apply(addresses);
        Map<Node, UUID> stories = new LinkedHashMap<>();
        Set<Node> leadNowhere = new HashSet<>();
        for (Element link : root.select("a")) {
            String href = link.attr("href");
            if (found.containsKey(href)) {
                stories.put(link, found.get(href));
            } else if (href.isEmpty() || href.regionMatches(true, 0, STORY_SCHEME, 0, STORY_SCHEME.length())) {
                leadNowhere.add(link);
            }
        }
        BodyHtml.replaceNodes(root, (parent, node) -> {
            if (stories.containsKey(node)) {
                return StoryLinks.marked(stories.get(node), BodyHtml.takeChildren((Element) node));
            }
            return leadNowhere.contains(node) ? BodyHtml.takeChildren((Element) node) : List.of(node);
        });
        return stories.values().stream().distinct().toList();
    }
}
