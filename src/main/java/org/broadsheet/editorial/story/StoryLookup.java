package org.broadsheet.editorial.story;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.UUID;
import org.broadsheet.content.story.Revision;
import org.broadsheet.content.story.Story;
import org.broadsheet.content.story.StoryNames;
import org.broadsheet.content.story.StoryStatus;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;
import org.broadsheet.platform.write.Version;

/** Finds stories and revisions for editorial operations. */
@ApplicationScoped
public class StoryLookup {

    private final StoryNames names;
    private final CurrentStory current;

    StoryLookup(StoryNames names, CurrentStory current) {
        this.names = names;
        this.current = current;
    }

    /**
     * Finds a story.
     *
     * @param name id, or a slug that the story has or had
     * @throws ProblemException 404 if it does not exist, 410 if it was purged
     */
    public Story find(String name) {
        return present(Story.findById(id(name)), name);
    }

    /**
     * Locks a story until the end of the transaction, so that a concurrent request sees the changes of this one.
     *
     * @param ifMatch the request's header
     * @throws ProblemException as {@link #find} and {@link Version#check} do
     */
    Story change(String name, String ifMatch) {
        Story story = lock(name);
        Version.check(ifMatch, story.version, read -> current.of(story, read));
        return story;
    }

    /**
     * Locks a story that must not be deleted.
     *
     * @throws ProblemException also 409 if it is deleted
     */
    Story changeUndeleted(String name, String ifMatch) {
        return undeleted(change(name, ifMatch));
    }

    private Story lock(String name) {
        return present(Story.findById(id(name), LockModeType.PESSIMISTIC_WRITE), name);
    }

    /** Locks a story that must not be deleted, whatever its version. */
    public Story lockUndeleted(String name) {
        return undeleted(lock(name));
    }

    /** Finds a story that must not be deleted, without a lock. */
    public Story findUndeleted(String name) {
        return undeleted(find(name));
    }

    private static Story undeleted(Story story) {
        if (story.status == StoryStatus.deleted) {
            throw ProblemException.of(
                    ProblemType.CONFLICT, "The story is deleted. Restore one of its revisions first.");
        }
        return story;
    }

    /**
     * Finds a revision of a story.
     *
     * @throws ProblemException 404 if the story has no such revision
     */
    public Revision revision(Story story, int number) {
        return Revision.of(story.id, number)
                .orElseThrow(() -> ProblemException.notFound("The story has no revision " + number + "."));
    }

    /**
     * Finds a revision that the request body names.
     *
     * @throws ProblemException 422 if the story has no such revision
     */
    public Revision revisionIn(String pointer, Story story, int number) {
        return Revision.of(story.id, number)
                .orElseThrow(() -> ProblemException.invalidContent(pointer, "the story has no revision " + number));
    }

    /** Does not load the story itself, since an entity that was loaded before the lock could be stale. */
    private UUID id(String name) {
        return names.idOf(Slug.orId("story", name)).orElseThrow(() -> none(name));
    }

    private static Story present(Story story, String name) {
        if (story == null) {
            throw none(name);
        }
        if (story.purgedAt != null) {
            throw ProblemException.gone("The story " + name + " was deleted, and its content has been purged.");
        }
        return story;
    }

    private static ProblemException none(String name) {
        return ProblemException.notFound("There is no story " + name + ".");
    }
}
