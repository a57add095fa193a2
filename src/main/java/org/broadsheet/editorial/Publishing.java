package org.broadsheet.editorial;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.broadsheet.audit.AuditLog;
import org.broadsheet.audit.Subject;
import org.broadsheet.change.ChangeLog;
import org.broadsheet.change.ChangeType;
import org.broadsheet.database.Timestamps;
import org.broadsheet.problem.ProblemError;
import org.broadsheet.problem.ProblemException;
import org.broadsheet.problem.ProblemType;
import org.broadsheet.search.StoryIndex;
import org.broadsheet.story.LiveStory;
import org.broadsheet.story.Revision;
import org.broadsheet.story.Story;
import org.broadsheet.story.StoryContent;
import org.broadsheet.story.StorySlug;
import org.broadsheet.story.StoryStatus;
import org.broadsheet.tag.NewTags;

/**
 * Decides what readers see: makes a revision live, now or later, or takes a story away from them. Stories that are
 * given to it are locked.
 */
@ApplicationScoped
public class Publishing {

    private final StoryReferences references;
    private final LiveRendering rendering;
    private final StoryIndex index;
    private final NewTags newTags;
    private final ChangeLog changes;
    private final AuditLog audit;

    Publishing(
            StoryReferences references,
            LiveRendering rendering,
            StoryIndex index,
            NewTags newTags,
            ChangeLog changes,
            AuditLog audit) {
        this.references = references;
        this.rendering = rendering;
        this.index = index;
        this.newTags = newTags;
        this.changes = changes;
        this.audit = audit;
    }

    /**
     * Makes a revision live. Whatever was scheduled is not any more: nothing shall go live that somebody has forgotten.
     *
     * @param at the time to show as that of publication, if readers have not seen the story before
     * @throws ProblemException 422 that names what the revision lacks
     */
    @Transactional
    public void publish(Story story, Revision revision, Instant at) {
        StoryContent content = publishable(revision);
        LiveStory live = LiveStory.findById(story.id);
        Map<String, Object> before = state(story, live);
        if (live == null) {
            live = new LiveStory();
        }
        Instant updated = Timestamps.now();
        if (story.publishedAt == null) {
            story.publishedAt = at.truncatedTo(ChronoUnit.MILLIS);
            updated = story.publishedAt;
        }
        record(live, content, story.id);
        story.status = StoryStatus.published;
        story.touch();
        story.cancelSchedule();
        live.storyId = story.id;
        live.publishedAt = story.publishedAt;
        live.updatedAt = later(story.publishedAt, updated);
        live.revision = revision.key.number();
        rendering.show(live, content);
        requireBody(live);
        StorySlug.<StorySlug>findById(live.slug).wasLive = true;
        live.persist();
        index.show(story.id);
        newTags.announce(content.tags());
        audit.record("story.published", Subject.story(story.id), before, state(story, live));
    }

    /** Other stories show no more of a story than its slug and title. */
    private void record(LiveStory old, StoryContent content, UUID story) {
        if (old.storyId == null) {
            changes.record(ChangeType.STORY_PUBLISHED, story, true);
            return;
        }
        boolean moved = !old.slug.equals(content.slug());
        changes.record(ChangeType.STORY_UPDATED, story, moved || !old.title.equals(content.title()));
        if (moved) {
            changes.record(ChangeType.STORY_SLUG_CHANGED, story, false);
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /**
     * Has a revision go live by itself.
     *
     * @param at a time to come
     * @throws ProblemException 422 that names what the revision lacks: better now than when nobody is looking
     */
    @Transactional
    public void schedule(Story story, Revision revision, Instant at) {
        LiveStory draft = new LiveStory();
        rendering.show(draft, publishable(revision));
        requireBody(draft);
        Map<String, Object> before = state(story, null);
        if (story.status != StoryStatus.published) {
            story.status = StoryStatus.scheduled;
        }
        story.touch();
        story.schedule(revision.key.number(), at.truncatedTo(ChronoUnit.MILLIS));
        audit.record("story.scheduled", Subject.story(story.id), before, state(story, null));
    }

    /** Takes a schedule back; does nothing where there is none. */
    @Transactional
    public void cancelSchedule(Story story) {
        if (story.scheduledAt == null) {
            return;
        }
        Map<String, Object> before = state(story, null);
        story.touch();
        story.cancelSchedule();
        if (story.status == StoryStatus.scheduled) {
            story.status = story.publishedAt == null ? StoryStatus.draft : StoryStatus.unpublished;
        }
        audit.record("story.unscheduled", Subject.story(story.id), before, state(story, null));
    }

    /** Takes the story away from readers, who get 410, and takes a schedule back. */
    @Transactional
    public void unpublish(Story story) {
        if (story.status == StoryStatus.published) {
            withdraw(story, StoryStatus.unpublished, ChangeType.STORY_UNPUBLISHED);
        } else {
            cancelSchedule(story);
        }
    }

    /** Likewise, until an editor restores it. */
    @Transactional
    public void delete(Story story) {
        if (story.status != StoryStatus.deleted) {
            story.deletedAt = Timestamps.now();
            withdraw(story, StoryStatus.deleted, ChangeType.STORY_DELETED);
        }
    }

    private void withdraw(Story story, StoryStatus status, ChangeType change) {
        LiveStory live = LiveStory.findById(story.id);
        Map<String, Object> before = state(story, live);
        story.status = status;
        story.touch();
        story.cancelSchedule();
        if (live != null) {
            changes.record(change, story.id, true);
            live.delete();
        }
        audit.record(change.token(), Subject.story(story.id), before, state(story, null));
    }

    /** The content as it is to be shown, which must be whole. */
    private StoryContent publishable(Revision revision) {
        StoryContent content = references.namesIn(revision.content).in(revision.content);
        List<ProblemError> missing = new ArrayList<>();
        need(missing, "/title", content.title() != null);
        need(missing, "/excerpt", content.excerpt() != null);
        need(missing, "/category", content.category() != null);
        need(missing, "/authors", !content.authors().isEmpty());
        need(
                missing,
                "/body",
                content.body() != null && !content.body().source().isBlank());
        if (!missing.isEmpty()) {
            throw ProblemException.of(ProblemType.INCOMPLETE_STORY, missing);
        }
        return content;
    }

    /** What sanitising leaves nothing of is no body. */
    private static void requireBody(LiveStory live) {
        List<ProblemError> missing = new ArrayList<>();
        need(missing, "/body", live.wordCount > 0 || live.bodyHtml.contains("<img"));
        if (!missing.isEmpty()) {
            throw ProblemException.of(ProblemType.INCOMPLETE_STORY, missing);
        }
    }

    private static void need(List<ProblemError> missing, String pointer, boolean isThere) {
        if (!isThere) {
            missing.add(ProblemError.at(pointer, "is needed before readers can see the story"));
        }
    }

    /** For the audit log. */
    private static Map<String, Object> state(Story story, LiveStory live) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("status", story.status);
        if (story.scheduledAt != null) {
            state.put("scheduledAt", story.scheduledAt);
            state.put("scheduledRevision", story.scheduledRevision);
        }
        if (live != null) {
            state.put("liveRevision", live.revision);
            state.put("liveSlug", live.slug);
        }
        return state;
    }
}
