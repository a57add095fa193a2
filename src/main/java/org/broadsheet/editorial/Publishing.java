package org.broadsheet.editorial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.broadsheet.body.Block;
import org.broadsheet.body.Bodies;
import org.broadsheet.body.Heading;
import org.broadsheet.body.RenderedBody;
import org.broadsheet.change.ChangeLog;
import org.broadsheet.change.ChangeType;
import org.broadsheet.http.Slug;
import org.broadsheet.story.LiveStory;
import org.broadsheet.story.LiveStory.LiveAuthor;
import org.broadsheet.story.LiveStory.LiveTag;
import org.broadsheet.story.LiveStory.Target;
import org.broadsheet.story.Revision;
import org.broadsheet.story.Story;
import org.broadsheet.story.StoryContent;
import org.broadsheet.story.StorySlug;
import org.broadsheet.story.StoryStatus;

/** Decides what readers see: makes a revision live, or takes a story away from them. */
@ApplicationScoped
public class Publishing {

    private final StoryReferences references;
    private final ChangeLog changes;
    private final ObjectMapper json;

    Publishing(StoryReferences references, ChangeLog changes, ObjectMapper json) {
        this.references = references;
        this.changes = changes;
        this.json = json;
    }

    /**
     * Makes the latest revision live.
     *
     * @param at the time to show as that of publication, if readers have not seen the story before
     */
    @Transactional
    public void publish(UUID storyId, Instant at) {
        Story story = Story.findById(storyId);
        Revision revision = Revision.findById(new Revision.Key(storyId, story.latestRevision));
        LiveStory live = LiveStory.findById(storyId);
        boolean first = live == null;
        if (first) {
            live = new LiveStory();
            live.storyId = storyId;
        }
        if (story.publishedAt == null) {
            story.publishedAt = at.truncatedTo(ChronoUnit.MILLIS);
        }
        story.status = StoryStatus.published;
        live.publishedAt = story.publishedAt;
        live.updatedAt = later(story.publishedAt, at.truncatedTo(ChronoUnit.MILLIS));
        live.revision = revision.key.number();
        show(live, revision.content);
        StorySlug.<StorySlug>findById(live.slug).wasLive = true;
        live.persist();
        changes.record(first ? ChangeType.STORY_PUBLISHED : ChangeType.STORY_UPDATED, storyId);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private void show(LiveStory live, StoryContent content) {
        live.slug = content.slug();
        live.title = content.title();
        live.titleKey = Slug.fold(content.title());
        live.excerpt = content.excerpt();
        live.categoryId = content.category();
        live.language = content.language();
        live.image = content.image();
        live.seo = content.seo();
        live.showInRelated = content.showInRelated();
        RenderedBody body = Bodies.render(content.body(), references::storyAt);
        live.bodyHtml = body.html();
        live.bodyBlocks = toJson(body.blocks(), Block.class);
        live.bodyMarkdown = body.markdown();
        live.bodyText = body.text();
        live.outline = toJson(body.outline(), Heading.class);
        live.wordCount = body.wordCount();
        live.readingMinutes = body.readingMinutes();
        replace(
                live.authors,
                content.authors(),
                place -> new LiveAuthor(
                        content.authors().get(place), place, live.publishedAt, live.updatedAt, live.titleKey));
        replace(
                live.tags,
                content.tags(),
                place ->
                        new LiveTag(content.tags().get(place), place, live.publishedAt, live.updatedAt, live.titleKey));
        replace(live.links, body.links(), place -> new Target(body.links().get(place), place));
        replace(
                live.pins,
                content.pinned(),
                place -> new Target(content.pinned().get(place), place));
    }

    private static <T> void replace(Set<T> old, List<?> content, IntFunction<T> entry) {
        Set<T> entries = IntStream.range(0, content.size()).mapToObj(entry).collect(Collectors.toSet());
        old.retainAll(entries);
        old.addAll(entries);
    }

    /** With the element type named, since a block's {@code type} is written by its declared type. */
    private <T> String toJson(List<T> values, Class<T> type) {
        try {
            return json.writerFor(json.getTypeFactory().constructCollectionType(List.class, type))
                    .writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A body that was rendered cannot be written as JSON", e);
        }
    }

    /** Takes the story away from readers, who get 410; does nothing to one that they do not see. */
    @Transactional
    public void unpublish(UUID storyId) {
        withdraw(storyId, StoryStatus.unpublished, ChangeType.STORY_UNPUBLISHED);
    }

    /** Likewise, for good; editors can still restore it. */
    @Transactional
    public void delete(UUID storyId) {
        withdraw(storyId, StoryStatus.deleted, ChangeType.STORY_DELETED);
    }

    private void withdraw(UUID storyId, StoryStatus status, ChangeType change) {
        Story story = Story.findById(storyId);
        story.status = status;
        if (LiveStory.deleteById(storyId)) {
            changes.record(change, storyId);
        }
    }
}
