package org.broadsheet.body;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.broadsheet.http.Slug;
import org.jsoup.nodes.Element;

/** Renders bodies. */
public final class Bodies {

    /** The scheme by which an editor links to another story whatever its address: {@code story:<slug or id>}. */
    public static final String STORY_SCHEME = "story:";

    /** Between spaces; scripts that write none count a word a character, as word processors do. */
    private static final Pattern TOKEN = Pattern.compile(
            "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]" + "|[^\\s\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]+");

    private Bodies() {}

    /**
     * @param storyAt the story that an address leads to, if it is one of this site
     */
    public static RenderedBody render(WrittenBody body, Function<String, Optional<UUID>> storyAt) {
        Element root = BodyHtml.read(body);
        List<Heading> outline = identifyHeadings(root);
        List<UUID> links = markStoryLinks(root, storyAt);
        List<Block> blocks = BodyBlocks.of(root);
        String text = Block.plain(blocks);
        int words = (int) TOKEN.matcher(text)
                .results()
                .filter(token -> token.group().codePoints().anyMatch(Character::isLetterOrDigit))
                .count();
        return new RenderedBody(root.html().strip(), blocks, BodyMarkdown.of(root), text, outline, words, links);
    }

    /** An id is made of the heading's own text; the second of the same text gets a number. */
    private static List<Heading> identifyHeadings(Element root) {
        List<Heading> outline = new ArrayList<>();
        Map<String, Integer> taken = new HashMap<>();
        for (Element heading : root.select("h2, h3, h4, h5, h6")) {
            String text = heading.text();
            String base = Slug.of(text).orElse("section");
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

    private static List<UUID> markStoryLinks(Element root, Function<String, Optional<UUID>> storyAt) {
        Set<UUID> links = new LinkedHashSet<>();
        for (Element link : root.select("a")) {
            String href = link.attr("href");
            Optional<UUID> story = storyAt.apply(href);
            if (story.isPresent()) {
                links.add(story.get());
                StoryLinks.mark(link, story.get());
            } else if (href.isEmpty() || href.startsWith(STORY_SCHEME)) {
                link.unwrap();
            }
        }
        return List.copyOf(links);
    }
}
