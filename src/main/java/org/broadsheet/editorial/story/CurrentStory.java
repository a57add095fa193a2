package org.broadsheet.editorial.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.broadsheet.content.story.Revision;
import org.broadsheet.content.story.Story;
import org.broadsheet.identity.audit.AuditAction;
import org.broadsheet.identity.audit.AuditLog;
import org.broadsheet.platform.history.CurrentVersion;

/** Describes the current version of a story to a client that has read an earlier one. */
@ApplicationScoped
class CurrentStory {

    private final AuditLog audit;
    private final ObjectMapper json;

    CurrentStory(AuditLog audit, ObjectMapper json) {
        this.audit = audit;
        this.json = json;
    }

    /** @param read number of the version that the client has read */
    CurrentVersion of(Story story, Optional<Integer> read) {
        Revision latest = Revision.latest(story);
        Optional<Revision> before = read.flatMap(version -> Revision.ofVersion(story.id, version));
        List<String> changed = before.map(revision -> ChangedMembers.between(content(revision), content(latest)))
                .orElse(latest.changed);
        CurrentVersion current = audit.current(story.id, story.version);
        return (isLaterAutosave(latest, current)
                        ? current.changedBy(AuditAction.STORY_AUTOSAVED.token(), latest.savedBy, latest.savedAt)
                        : current)
                .withRevisions(
                        latest.key.number(),
                        before.map(revision -> revision.key.number()).orElse(null),
                        changed);
    }

    /** An autosave that replaces another one has no audit entry. */
    private static boolean isLaterAutosave(Revision latest, CurrentVersion current) {
        return latest.autosavedSince != null
                && (current.changedAt() == null || latest.savedAt.isAfter(current.changedAt()));
    }

    private JsonNode content(Revision revision) {
        return json.valueToTree(revision.content);
    }
}
