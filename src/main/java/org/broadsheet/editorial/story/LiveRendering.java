package org.broadsheet.editorial.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.broadsheet.content.body.Block;
import org.broadsheet.content.body.Bodies;
import org.broadsheet.content.body.BodyInput;
import org.broadsheet.content.body.BodyTooDeepException;
import org.broadsheet.content.body.Heading;
import org.broadsheet.content.body.RenderedBody;
import org.broadsheet.content.body.TextLength;
import org.broadsheet.content.story.LiveStory;
import org.broadsheet.content.story.LiveStory.Target;
import org.broadsheet.content.story.StoryContent;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;

/** Renders a revision's content as a live story. */
@ApplicationScoped
public class LiveRendering {

    private final StoryReferences references;
    private final ObjectMapper json;

    LiveRendering(StoryReferences references, ObjectMapper json) {
        this.references = references;
        this.json = json;
    }

    /**
     * Sets all members that derive from the content.
     *
     * @param live has its times set
     * @param content may be incomplete if the result is not stored
     */
    public void fill(LiveStory live, StoryContent content) {
        live.slug = content.slug();
        live.plain = content.plain();
        live.titleKey = live.plain.title() == null ? null : Slug.sortKey(live.plain.title());
        live.taxonomy = content.taxonomy();
        live.categoryId = content.taxonomy().category();
        live.language = content.language();
        renderBody(live, content.body());
        replace(
                live.pins,
                content.pinned(),
                place -> new Target(content.pinned().get(place), place));
    }

    /**
     * Sets the members that derive from the body.
     *
     * @param live has its language set
     * @param source null if there is no body
     * @throws ProblemException 422 if the body was saved by an earlier version and cannot be rendered by this one
     */
    void renderBody(LiveStory live, BodyInput source) {
        RenderedBody body = rendered(source == null ? BodyInput.html("") : source);
        live.renderingVersion = Bodies.RENDERING_VERSION;
        live.bodyHtml = body.html();
        live.bodyBlocks = toJson(body.blocks(), Block.class);
        live.bodyMarkdown = body.markdown();
        live.bodyText = body.text();
        live.outline = toJson(body.outline(), Heading.class);
        TextLength length = TextLength.of(body.text(), live.language == null ? "" : live.language);
        live.wordCount = length.words();
        live.readingMinutes = length.readingMinutes();
        replace(live.links, body.links(), place -> new Target(body.links().get(place), place));
    }

    private RenderedBody rendered(BodyInput source) {
        try {
            return Bodies.render(source, references::storiesAt);
        } catch (BodyTooDeepException e) {
            throw ProblemException.of(ProblemType.INVALID_CONTENT, Bodies.errorsIn(source));
        }
    }

    private static <T> void replace(Set<T> old, List<?> content, IntFunction<T> entry) {
        Set<T> entries = IntStream.range(0, content.size()).mapToObj(entry).collect(Collectors.toSet());
        old.retainAll(entries);
        old.addAll(entries);
    }

    /** Passes the element type to Jackson, which writes a block's {@code type} only for the declared type. */
    private <T> String toJson(List<T> values, Class<T> type) {
        try {
            return json.writerFor(json.getTypeFactory().constructCollectionType(List.class, type))
                    .writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A rendered body cannot be written as JSON", e);
        }
    }
}
