package org.broadsheet.content.body;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.platform.naming.GeneratedSlug;
import org.broadsheet.platform.problem.ProblemError;
import org.jsoup.nodes.Element;

/** Renders bodies. */
public final class Bodies {

    /** The scheme for links to another story, independent of its address: {@code story:<slug or id>}. */
    public static final String STORY_SCHEME = "story:";

    /** Version of the rendering; a higher one makes Broadsheet render all live stories again. */
    public static final int RENDERING_VERSION = 2;

    /** A last warning counts the others. */
    private static final int MAX_WARNINGS = 100;

    private static final Consumer<Warning> NO_WARNINGS = warning -> {};

    private Bodies() {}

    /**
     * Renders a body in all formats.
     *
     * @param storiesAt finds the stories at addresses of this site; called once for all links
     * @throws BodyTooDeepException if the body nests, or could nest, too deep to be rendered
     */
    public static RenderedBody render(BodyInput body, Function<Set<String>, Map<String, UUID>> storiesAt) {
        Embeds embeds = Embeds.configured();
        Tree tree = Tree.of(body, storiesAt, embeds);
        List<Block> blocks = BodyBlocks.of(tree.root, embeds);
        String html = tree.root.html();
        return new RenderedBody(
                StoryLinks.marked(html),
                blocks,
                BodyMarkdown.of(tree.root, html, embeds),
                Block.plain(blocks),
                tree.outline,
                tree.links,
                tree.warnings);
    }

    /**
     * Returns what rendering a body removes, or that a body which an earlier version accepted cannot be rendered.
     *
     * @param storiesAt finds the stories at addresses of this site
     */
    public static List<Warning> warnings(BodyInput body, Function<Set<String>, Map<String, UUID>> storiesAt) {
        try {
            return Tree.of(body, storiesAt, Embeds.configured()).warnings;
        } catch (BodyTooDeepException e) {
            return List.of(Warning.of("It cannot be rendered, because it is nested too deep.", "")
                    .at(body.pointer()));
        }
    }

    /**
     * Returns the text alone, in less time than all formats.
     *
     * @throws BodyTooDeepException as {@link #render} does
     */
    public static String text(BodyInput body) {
        Embeds embeds = Embeds.configured();
        return Block.plain(BodyBlocks.of(Tree.of(body, addresses -> Map.of(), embeds).root, embeds));
    }

    /** The tree from which all formats are rendered. */
    private record Tree(Element root, List<Heading> outline, List<UUID> links, List<Warning> warnings) {
        static Tree of(BodyInput body, Function<Set<String>, Map<String, UUID>> storiesAt, Embeds embeds) {
            Set<Warning> warnings = new LinkedHashSet<>();
            List<Element> elements = BodyHtml.readElements(body, embeds, warnings::add);
            Element root = elements.get(0);
            List<UUID> links = resolveStoryLinks(root, elements, storiesAt, embeds, warnings::add);
            List<Heading> outline = identifyHeadings(elements);
            warnOfMissingTargets(elements, warnings::add);
            return new Tree(root, outline, links, limited(warnings, body.pointer()));
        }

        private static List<Warning> limited(Set<Warning> warnings, String pointer) {
            int more = warnings.size() - MAX_WARNINGS;
            Stream<Warning> last =
                    more > 0 ? Stream.of(Warning.of("There are " + more + " more warnings.", "")) : Stream.empty();
            return Stream.concat(warnings.stream().limit(MAX_WARNINGS), last)
                    .map(warning -> warning.at(pointer))
                    .toList();
        }
    }

    /** Returns why a body cannot be saved, with pointers relative to the story; empty if it can. */
    public static List<ProblemError> errorsIn(BodyInput body) {
        boolean isBlocks = body.format() == BodyInput.Format.blocks;
        if (isBlocks ? body.blocks() == null : body.source() == null) {
            return List.of(ProblemError.at(body.pointer(), "is required with the format " + body.format()));
        }
        if (isBlocks ? body.source() != null : body.blocks() != null) {
            return List.of(ProblemError.at(
                    isBlocks ? "/body/source" : "/body/blocks", "is not accepted with the format " + body.format()));
        }
        try {
            if (isBlocks) {
                List<ProblemError> errors = BlocksHtml.errorsIn(body.blocks(), body.pointer());
                if (!errors.isEmpty()) {
                    return errors;
                }
            }
            BodyHtml.read(body, Embeds.configured(), NO_WARNINGS);
            return List.of();
        } catch (BodyTooDeepException e) {
            return List.of(ProblemError.at(body.pointer(), "is nested too deep"));
        }
    }

    /** Generates the id of each heading without one from its text; a repeated id gets a number. */
    static List<Heading> identifyHeadings(List<Element> elements) {
        List<Heading> outline = new ArrayList<>();
        Set<String> taken = BodyHtml.idsIn(elements);
        Map<String, Integer> repeated = new LinkedHashMap<>();
        for (Element heading : elements) {
            if (BodyHtml.headingLevel(heading) == 0) {
                continue;
            }
            String text = heading.text();
            if (!heading.hasAttr("id")) {
                String base = generatedId(text);
                String id = base;
                while (!taken.add(id)) {
                    id = base + "-" + repeated.merge(base, 2, (number, first) -> number + 1);
                }
                heading.attr("id", id);
                BodyHtml.orderAttributes(heading);
            }
            outline.add(new Heading(BodyHtml.headingLevel(heading), heading.id(), text));
        }
        return outline;
    }

    static String generatedId(String heading) {
        return GeneratedSlug.of(heading).orElse("section");
    }

    private static void warnOfMissingTargets(List<Element> elements, Consumer<Warning> warnings) {
        Set<String> ids = BodyHtml.idsIn(elements);
        for (Element link : elements) {
            String href = link.attr("href");
            String target = link.nameIs("a") && href.startsWith("#") ? href.substring(1) : "";
            if (!target.isEmpty() && !ids.contains(target) && !ids.contains(decoded(target))) {
                warnings.accept(Warning.of("The body has nothing with this id.", "#" + target));
            }
        }
    }

    static String decoded(String fragment) {
        try {
            return URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return fragment;
        }
    }

    /**
     * Makes the addresses of links to stories {@code story:<id>} with their query and fragment. A link with the scheme
     * that leads to no story becomes its text.
     *
     * @param elements the root and all within it, which are updated
     */
    private static List<UUID> resolveStoryLinks(
            Element root,
            List<Element> elements,
            Function<Set<String>, Map<String, UUID>> storiesAt,
            Embeds embeds,
            Consumer<Warning> warnings) {
        List<Element> links = elements.stream()
                .filter(link -> link.nameIs("a") && link.hasAttr("href"))
                .toList();
        Set<String> addresses =
                links.stream().flatMap(link -> beginnings(link.attr("href"))).collect(Collectors.toSet());
        Map<String, UUID> found = addresses.isEmpty() ? Map.of() : storiesAt.apply(addresses);
        Set<UUID> stories = new LinkedHashSet<>();
        boolean leadsNowhere = false;
        for (Element link : links) {
            String href = link.attr("href");
            Optional<String> address =
                    beginnings(href).filter(found::containsKey).findFirst();
            if (address.isPresent()) {
                UUID story = found.get(address.get());
                stories.add(story);
                link.attr(
                        "href",
                        STORY_SCHEME + story + href.substring(address.get().length()));
            } else if (href.regionMatches(true, 0, STORY_SCHEME, 0, STORY_SCHEME.length())) {
                warnings.accept(Warning.of("There is no such story; the text of the link remains.", href));
                link.removeAttr("href").removeAttr("title");
                link.removeAttr("rel").removeAttr("hreflang");
                leadsNowhere = true;
            }
        }
        if (leadsNowhere) {
            List<Element> rebuilt = NormalForm.apply(root, elements, embeds, NO_WARNINGS);
            elements.clear();
            elements.addAll(rebuilt);
        }
        return List.copyOf(stories);
    }

    /** Returns the address without query and fragment, without fragment, and whole: a template may have a query. */
    private static Stream<String> beginnings(String href) {
        int fragment = href.indexOf('#');
        String whole = fragment < 0 ? href : href.substring(0, fragment);
        int query = whole.indexOf('?');
        return Stream.of(query < 0 ? whole : whole.substring(0, query), whole, href)
                .filter(beginning -> !beginning.isEmpty())
                .distinct();
    }
}
