package org.broadsheet.editorial.story;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.broadsheet.changelog.ChangeLog;
import org.broadsheet.changelog.ChangeType;
import org.broadsheet.content.story.LiveStory;
import org.broadsheet.content.story.LiveTaxonomy;
import org.broadsheet.content.story.Revision;
import org.broadsheet.content.story.Story;
import org.broadsheet.content.story.StoryContent;
import org.broadsheet.content.story.StorySlug;
import org.broadsheet.content.story.StoryStatus;
import org.broadsheet.content.tag.NamedTags;
import org.broadsheet.delivery.cache.CacheGroup;
import org.broadsheet.delivery.cache.Evicting;
import org.broadsheet.identity.audit.AuditAction;
import org.broadsheet.identity.audit.AuditLog;
import org.broadsheet.platform.database.Timestamps;
import org.broadsheet.platform.problem.ProblemError;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;
import org.hibernate.Session;

/** Publishes, schedules, unpublishes and deletes stories. The caller must have locked the story. */
@ApplicationScoped
public class Publishing {

    /** A body without words may have images, video or audio. */
    private static final Pattern SOMETHING_TO_SEE = Pattern.compile("<(?:img|video|audio|iframe)\\b");

    private final StoryReferences references;
    private final LiveRendering rendering;
    private final LiveTaxonomy taxonomy;
    private final NamedTags tags;
    private final ChangeLog changes;
    private final Evicting evicting;
    private final AuditLog audit;
    private final Session database;

    Publishing(
            StoryReferences references,
            LiveRendering rendering,
            LiveTaxonomy taxonomy,
            NamedTags tags,
            ChangeLog changes,
            Evicting evicting,
            AuditLog audit,
            Session database) {
        this.references = references;
        this.rendering = rendering;
        this.taxonomy = taxonomy;
        this.tags = tags;
        this.changes = changes;
        this.evicting = evicting;
        this.audit = audit;
        this.database = database;
    }

    /**
     * Makes a revision live and cancels any schedule, which could replace that revision later. If the revision is
     * already live, unchanged for readers, and nothing is scheduled, nothing happens. If only the number of the live
     * revision changes, the change log gets no row.
     *
     * @param at time of publication if the story has never been live
     * @param minor whether a live story keeps the time of its last update
     * @throws ProblemException 422 that names the missing members
     */
    @Transactional
    public void publish(Story story, Revision revision, Instant at, boolean minor) {
        StoryContent content = publishable(revision);
        Optional<LiveStory> live = LiveStory.findByIdOptional(story.id);
        live.ifPresent(taxonomy::load);
        LiveStory next = new LiveStory();
        next.storyId = story.id;
        next.revision = revision.key.number();
        next.publishedAt = story.publishedAt == null ? at.truncatedTo(ChronoUnit.MILLIS) : story.publishedAt;
        next.updatedAt = live.map(before -> before.updatedAt).orElse(next.publishedAt);
        rendering.fill(next, content);
        requireBody(next);
        boolean looksTheSame = live.filter(next::looksLike).isPresent();
        if (looksTheSame && live.get().revision == next.revision && story.scheduledAt == null) {
            return;
        }
        Map<String, Object> before = state(story, live.orElse(null));
        if (looksTheSame) {
            live.get().revision = next.revision;
        } else {
            show(story, live, next, content, minor);
        }
        revision.keep();
        story.publishedAt = next.publishedAt;
        story.withdrawalReason = null;
        story.status = StoryStatus.published;
        story.touch();
        story.cancelSchedule();
        audit.record(AuditAction.STORY_PUBLISHED, story.subject(), before, state(story, next));
    }

    private void show(Story story, Optional<LiveStory> live, LiveStory next, StoryContent content, boolean minor) {
        record(live, next);
        if (live.isEmpty() || !minor) {
            next.updatedAt = story.publishedAt == null ? next.publishedAt : later(next.publishedAt, Timestamps.now());
        }
        if (live.isPresent()) {
            database.merge(next);
        } else {
            next.persist();
        }
        StorySlug.<StorySlug>findById(next.slug).wasLive = true;
        tags.announce(content.taxonomy().tags());
        // The rows lock the tags against deletion, which would block concurrent updates of new tags.
        taxonomy.store(next);
    }

    /** Only a change of slug or title affects other stories. */
    private void record(Optional<LiveStory> live, LiveStory next) {
        if (live.isEmpty()) {
            changes.record(ChangeType.STORY_PUBLISHED, next.storyId, true);
            return;
        }
        LiveStory old = live.get();
        boolean moved = !old.slug.equals(next.slug);
        changes.record(
                ChangeType.STORY_UPDATED,
                next.storyId,
                moved || !old.plain.title().equals(next.plain.title()));
        if (moved) {
            changes.record(ChangeType.STORY_SLUG_CHANGED, next.storyId, false);
        }
        if (!old.plain.corrections().containsAll(next.plain.corrections())) {
            changes.record(ChangeType.STORY_CORRECTED, next.storyId, false);
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /**
     * Schedules a revision; does nothing if it is already scheduled for that time.
     *
     * @param at a time in the future
     * @param minor as in {@link #publish}
     * @throws ProblemException 422 that names the missing members, since at the scheduled time it would be too late to
     *     correct them; 422 if the story is to be unpublished before
     */
    @Transactional
    public void schedule(Story story, Revision revision, Instant at, boolean minor) {
        LiveStory draft = new LiveStory();
        rendering.fill(draft, publishable(revision));
        requireBody(draft);
        Instant time = at.truncatedTo(ChronoUnit.MILLIS);
        if (story.unpublishAt != null && !time.isBefore(story.unpublishAt)) {
            throw ProblemException.invalidContent("/at", "accepts a time before that of the scheduled unpublishing");
        }
        if (time.equals(story.scheduledAt)
                && story.scheduledRevision == revision.key.number()
                && story.scheduledMinor == minor) {
            return;
        }
        Map<String, Object> before = state(story, null);
        if (story.status != StoryStatus.published) {
            story.status = StoryStatus.scheduled;
        }
        story.touch();
        revision.keep();
        story.schedule(revision.key.number(), time, minor);
        audit.record(AuditAction.STORY_SCHEDULED, story.subject(), before, state(story, null));
    }

    /** Cancels what is scheduled: a publication, unpublishing, or both. */
    @Transactional
    public void cancelSchedule(Story story) {
        cancelSchedule(story, true);
    }

    /** Cancels the scheduled publication, and unpublishing only if the story is not live. */
    @Transactional
    public void cancelPublication(Story story) {
        cancelSchedule(story, story.status != StoryStatus.published);
    }

    private void cancelSchedule(Story story, boolean alsoUnpublishing) {
        if (story.scheduledAt == null && (!alsoUnpublishing || story.unpublishAt == null)) {
            return;
        }
        Map<String, Object> before = state(story, null);
        story.touch();
        story.cancelSchedule();
        if (alsoUnpublishing) {
            story.cancelUnpublishing();
        }
        if (story.status == StoryStatus.scheduled) {
            story.status = story.publishedAt == null ? StoryStatus.draft : StoryStatus.unpublished;
        }
        audit.record(AuditAction.STORY_UNSCHEDULED, story.subject(), before, state(story, null));
    }

    /**
     * Removes the story from delivery, so that readers get 410, and cancels its schedule. If the story is not live, a
     * reason replaces the one that it has.
     *
     * @param reason for readers; null for none
     */
    @Transactional
    public void unpublish(Story story, String reason) {
        if (story.status == StoryStatus.published) {
            withdraw(
                    story,
                    reason,
                    StoryStatus.unpublished,
                    ChangeType.STORY_UNPUBLISHED,
                    AuditAction.STORY_UNPUBLISHED);
            return;
        }
        cancelSchedule(story);
        if (reason != null && !reason.equals(story.withdrawalReason)) {
            Map<String, Object> before = state(story, null);
            story.touch();
            story.withdrawalReason = reason;
            evicting.evict(CacheGroup.Kind.STORY, List.of(story.id));
            audit.record(AuditAction.STORY_UNPUBLISHED, story.subject(), before, state(story, null));
        }
    }

    /**
     * Schedules to unpublish a story that is live, or that a schedule will publish before; does nothing if that is
     * already scheduled.
     *
     * @param at a time in the future
     * @param reason for readers; null for none
     * @throws ProblemException 409 if the story is neither live nor scheduled, 422 if it is not published before the
     *     time
     */
    @Transactional
    public void scheduleUnpublishing(Story story, Instant at, String reason) {
        Instant time = at.truncatedTo(ChronoUnit.MILLIS);
        if (story.status != StoryStatus.published && story.scheduledAt == null) {
            throw ProblemException.of(ProblemType.CONFLICT, "The story is neither live nor scheduled.");
        }
        if (story.scheduledAt != null && !time.isAfter(story.scheduledAt)) {
            throw ProblemException.invalidContent("/at", "accepts a time after that of the scheduled publication");
        }
        if (time.equals(story.unpublishAt) && Objects.equals(reason, story.unpublishReason)) {
            return;
        }
        Map<String, Object> before = state(story, null);
        story.touch();
        story.scheduleUnpublishing(time, reason);
        audit.record(AuditAction.STORY_SCHEDULED, story.subject(), before, state(story, null));
    }

    /** Removes the story from delivery until an editor restores it, and cancels its schedule. */
    @Transactional
    public void delete(Story story) {
        if (story.status != StoryStatus.deleted) {
            story.deletedAt = Timestamps.now();
            withdraw(
                    story,
                    story.withdrawalReason,
                    StoryStatus.deleted,
                    ChangeType.STORY_DELETED,
                    AuditAction.STORY_DELETED);
        }
    }

    private void withdraw(Story story, String reason, StoryStatus status, ChangeType change, AuditAction action) {
        LiveStory live = LiveStory.findById(story.id);
        Map<String, Object> before = state(story, live);
        story.status = status;
        story.withdrawalReason = reason;
        story.touch();
        story.cancelSchedule();
        story.cancelUnpublishing();
        if (live != null) {
            changes.record(change, story.id, true);
            live.delete();
        }
        audit.record(action, story.subject(), before, state(story, null));
    }

    /** Returns the content with current references, and requires it to be complete. */
    private StoryContent publishable(Revision revision) {
        StoryContent content = references.namesIn(revision.content).in(revision.content);
        List<ProblemError> missing = new ArrayList<>();
        need(missing, "/title", content.plain().title() != null);
        need(missing, "/excerpt", content.plain().excerpt() != null);
        need(missing, "/category", content.taxonomy().category() != null);
        need(missing, "/authors", !content.taxonomy().authors().isEmpty());
        need(missing, "/body", content.body() != null && content.body().hasContent());
        if (!missing.isEmpty()) {
            throw ProblemException.of(ProblemType.INCOMPLETE_STORY, missing);
        }
        return content;
    }

    /** A body can be empty after sanitising. */
    private static void requireBody(LiveStory live) {
        List<ProblemError> missing = new ArrayList<>();
        need(
                missing,
                "/body",
                live.wordCount > 0 || SOMETHING_TO_SEE.matcher(live.bodyHtml).find());
        if (!missing.isEmpty()) {
            throw ProblemException.of(ProblemType.INCOMPLETE_STORY, missing);
        }
    }

    private static void need(List<ProblemError> missing, String pointer, boolean isSet) {
        if (!isSet) {
            missing.add(ProblemError.at(pointer, "is required to publish the story"));
        }
    }

    /** Returns the story's state for the audit log. */
    private static Map<String, Object> state(Story story, LiveStory live) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("status", story.status);
        if (story.scheduledAt != null) {
            state.put("scheduledAt", story.scheduledAt);
            state.put("scheduledRevision", story.scheduledRevision);
        }
        if (story.unpublishAt != null) {
            state.put("unpublishAt", story.unpublishAt);
        }
        if (story.unpublishReason != null) {
            state.put("unpublishReason", story.unpublishReason);
        }
        if (story.withdrawalReason != null) {
            state.put("withdrawalReason", story.withdrawalReason);
        }
        if (live != null) {
            state.put("liveRevision", live.revision);
            state.put("liveSlug", live.slug);
        }
        return state;
    }
}
