package org.broadsheet.editorial.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.validation.Validator;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.broadsheet.content.story.LiveStory;
import org.broadsheet.content.story.Revision;
import org.broadsheet.content.story.Story;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;

/**
 * Corrects what readers see while a later revision is still being written. The correction is a revision of its own,
 * which goes live, and the later revision takes it over.
 */
@ApplicationScoped
class Correcting {

    private final EditorialStories stories;
    private final Saving saving;
    private final Publishing publishing;
    private final ObjectMapper json;
    private final Validator validator;

    Correcting(EditorialStories stories, Saving saving, Publishing publishing, ObjectMapper json, Validator validator) {
        this.stories = stories;
        this.saving = saving;
        this.publishing = publishing;
        this.json = json;
        this.validator = validator;
    }

    /**
     * Changes the live revision.
     *
     * @param story locked
     * @param minor whether the story keeps the time of its last update
     * @param correction of the live content
     * @return the names of the members that the later revision has changed too, and keeps
     * @throws ProblemException 409 if the story is not live, or if a revision other than the latest is scheduled; those
     *     of {@link Saving#save} and {@link Publishing#publish}
     */
    @Transactional
    public List<String> correct(Story story, boolean minor, UnaryOperator<StoryInput> correction) {
        LiveStory live = LiveStory.<LiveStory>findByIdOptional(story.id)
                .orElseThrow(() -> ProblemException.of(ProblemType.CONFLICT, "The story is not published."));
        int draftRevision = story.latestRevision;
        if (story.scheduledAt != null && story.scheduledRevision != draftRevision) {
            throw ProblemException.of(
                    ProblemType.CONFLICT,
                    "Revision %d is scheduled, and would undo the correction. Cancel its schedule first."
                            .formatted(story.scheduledRevision));
        }
        StoryInput origin = stories.written(story, live.revision);
        StoryInput corrected = correction.apply(origin);
        if (tree(corrected).equals(tree(origin))) {
            return List.of();
        }
        StoryInput draft = stories.written(story, draftRevision);
        boolean hasDraft = draftRevision != live.revision;
        Instant scheduledAt = story.scheduledAt;
        boolean scheduledMinor = story.scheduledMinor;
        Instant now = Instant.now();
        saving.save(story, corrected);
        publishing.publish(story, Revision.latest(story), now, minor);
        if (!hasDraft) {
            return List.of();
        }
        ThreeWayMerge merge = merge(tree(origin), tree(corrected), tree(draft));
        saving.save(story, input(merge.merged()));
        if (scheduledAt != null) {
            publishing.schedule(story, Revision.latest(story), scheduledAt, scheduledMinor);
        }
        return merge.conflicts();
    }

    private ThreeWayMerge merge(ObjectNode origin, ObjectNode corrected, ObjectNode draft) {
        ThreeWayMerge merge = new ThreeWayMerge(origin, corrected, draft);
        return validator.validate(input(merge.merged())).isEmpty()
                ? merge
                : ThreeWayMerge.ofMembers(origin, corrected, draft);
    }

    private ObjectNode tree(StoryInput input) {
        return json.valueToTree(input);
    }

    private StoryInput input(ObjectNode tree) {
        try {
            return json.treeToValue(tree, StoryInput.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The merged content is no story", e);
        }
    }
}
