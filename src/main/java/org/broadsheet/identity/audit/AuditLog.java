package org.broadsheet.identity.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.broadsheet.identity.access.Caller;
import org.broadsheet.platform.history.Actor;
import org.broadsheet.platform.history.CurrentVersion;
import org.broadsheet.platform.write.Version;

/** Records who did what, always in the transaction that does it. */
@ApplicationScoped
public class AuditLog {

    private final Caller caller;
    private final ObjectMapper json;

    AuditLog(Caller caller, ObjectMapper json) {
        this.caller = caller;
        this.json = json;
    }

    /**
     * Adds an entry to the caller's transaction, with the members that differ before and after.
     *
     * @param action what was done
     * @param before the earlier state, as an object that Jackson writes
     * @param after the later state, likewise
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(AuditAction action, AuditSubject subject, Object before, Object after) {
        ObjectNode was = json.valueToTree(before);
        ObjectNode is = json.valueToTree(after);
        ObjectNode common = was.deepCopy();
        common.properties().removeIf(member -> !member.getValue().equals(is.get(member.getKey())));
        common.fieldNames().forEachRemaining(name -> {
            was.remove(name);
            is.remove(name);
        });
        Actor actor = caller.actor();
        AuditEntry entry = new AuditEntry();
        entry.actorKind = actor.kind();
        entry.actorId = actor.id();
        entry.actorName = actor.name();
        entry.address = caller.address().orElse(null);
        entry.requestId = caller.requestId().orElse(null);
        entry.action = action.token();
        entry.subjectKind = subject.kind();
        entry.subjectId = subject.id();
        entry.subjectSlug = subject.slug();
        entry.subjectTitle = subject.title();
        entry.before = was.isEmpty() ? null : was;
        entry.after = is.isEmpty() ? null : is;
        entry.persist();
    }

    /** Describes the current version of a subject by its last change. A preview does not change the story. */
    public CurrentVersion current(UUID subject, int version) {
        AuditEntry last = AuditEntry.<AuditEntry>find(
                        "subjectId = ?1 AND action NOT LIKE 'preview.%'", Sort.descending("at", "id"), subject)
                .firstResult();
        String tag = Version.tag(version);
        return last == null
                ? new CurrentVersion(tag, null, null, null, null, null, null)
                : new CurrentVersion(
                        tag,
                        last.action,
                        last.at,
                        new Actor(last.actorKind, last.actorId, last.actorName),
                        null,
                        null,
                        last.members());
    }
}
