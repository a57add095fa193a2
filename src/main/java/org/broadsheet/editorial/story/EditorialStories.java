package org.broadsheet.editorial.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.flipkart.zjsonpatch.JsonDiff;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.broadsheet.content.body.Bodies;
import org.broadsheet.content.body.BodyInput;
import org.broadsheet.content.body.Warning;
import org.broadsheet.content.story.Revision;
import org.broadsheet.content.story.Story;
import org.broadsheet.platform.history.Actor;
import org.broadsheet.platform.paging.KeysetQuery;
import org.broadsheet.platform.paging.Page;
import org.broadsheet.platform.paging.PageRequest;
import org.hibernate.Session;

/** Reads stories and their revisions for editors. */
@ApplicationScoped
class EditorialStories {

    private static final KeysetQuery<SavedRevision> REVISIONS =
            new KeysetQuery<>(SavedRevision.class, "t.*", """
            (SELECT story_id AS id, number, saved_at, CAST(saved_by AS text) AS saved_by, changed, restored_from,
                    autosaved_since IS NOT NULL AS is_autosave
             FROM revision)""", "t.number", true, Integer::valueOf);

    /**
     * A revision without its content.
     *
     * @param id of the story
     * @param savedBy JSON
     */
    private record SavedRevision(
            UUID id,
            int number,
            Instant savedAt,
            String savedBy,
            String[] changed,
            Integer restoredFrom,
            boolean isAutosave)
            implements KeysetQuery.Row {

        @Override
        public Integer sortKey() {
            return number;
        }
    }

    private static final String LIVE =
            "SELECT revision, slug, published_at, updated_at FROM live_story WHERE story_id = :story";

    private final Session database;
    private final StoryReferences references;
    private final ObjectMapper json;

    EditorialStories(Session database, StoryReferences references, ObjectMapper json) {
        this.database = database;
        this.references = references;
        this.json = json;
    }

    EditorialStory represent(Story story) {
        database.flush();
        StoryInput written = written(story, story.latestRevision);
        return new EditorialStory(
                story.id,
                story.status,
                written,
                story.latestRevision,
                live(story.id),
                story.scheduledAt == null
                        ? null
                        : new EditorialStory.Scheduled(
                                story.scheduledRevision, story.scheduledAt, story.scheduledMinor),
                story.unpublishAt == null
                        ? null
                        : new EditorialStory.Unpublishing(story.unpublishAt, story.unpublishReason),
                story.withdrawalReason,
                story.createdAt,
                story.updatedAt,
                story.publishedAt,
                story.deletedAt,
                warnings(written.body()),
                null);
    }

    private List<Warning> warnings(BodyInput body) {
        List<Warning> warnings = body == null ? List.of() : Bodies.warnings(body, references::storiesAt);
        return warnings.isEmpty() ? null : warnings;
    }

    private EditorialStory.Live live(UUID story) {
        return database.createNativeQuery(LIVE, EditorialStory.Live.class)
                .setParameter("story", story)
                .uniqueResult();
    }

    /** Returns a revision's content with current names, as input for a new save. */
    StoryInput written(Story story, int revision) {
        return references.written(Revision.of(story.id, revision).orElseThrow().content);
    }

    RevisionRepresentation represent(Revision revision) {
        return new RevisionRepresentation(
                revision.key.number(),
                revision.savedAt,
                revision.savedBy,
                revision.changed,
                revision.restoredFrom,
                revision.autosavedSince == null ? null : true,
                references.written(revision.content));
    }

    /** Returns a story's revisions without their content, the latest first. */
    Page<RevisionRepresentation> revisions(Story story, PageRequest request) {
        return REVISIONS.page(
                database,
                request,
                new KeysetQuery.Filter("t.id = :story", Map.of("story", story.id)),
                row -> new RevisionRepresentation(
                        row.number(),
                        row.savedAt(),
                        actor(row.savedBy()),
                        List.of(row.changed()),
                        row.restoredFrom(),
                        row.isAutosave() ? true : null,
                        null));
    }

    private Actor actor(String saved) {
        try {
            return saved == null ? null : json.readValue(saved, Actor.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The database returned invalid JSON", e);
        }
    }

    RevisionDiff diff(Revision from, Revision to) {
        return new RevisionDiff(
                from.key.number(),
                to.key.number(),
                JsonDiff.asJson(
                                json.valueToTree(references.written(from.content)),
                                json.valueToTree(references.written(to.content)))
                        .toString());
    }
}
