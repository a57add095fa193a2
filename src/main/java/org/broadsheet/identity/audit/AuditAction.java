package org.broadsheet.identity.audit;

import org.broadsheet.changelog.TaxonomyKind;

/**
 * An action in the audit log. {@code audit.md} describes each of them.
 *
 * @param token the action's name in the database and in JSON
 */
public record AuditAction(String token) {

    public static final AuditAction STORY_CREATED = new AuditAction("story.created");
    public static final AuditAction STORY_SAVED = new AuditAction("story.saved");
    public static final AuditAction STORY_AUTOSAVED = new AuditAction("story.autosaved");
    public static final AuditAction STORY_RESTORED = new AuditAction("story.restored");
    public static final AuditAction STORY_PUBLISHED = new AuditAction("story.published");
    public static final AuditAction STORY_SCHEDULED = new AuditAction("story.scheduled");
    public static final AuditAction STORY_UNSCHEDULED = new AuditAction("story.unscheduled");
    public static final AuditAction STORY_UNPUBLISHED = new AuditAction("story.unpublished");
    public static final AuditAction STORY_DELETED = new AuditAction("story.deleted");
    public static final AuditAction STORY_SCHEDULE_FAILED = new AuditAction("story.schedule-failed");
    public static final AuditAction STORY_PURGED = new AuditAction("story.purged");
    public static final AuditAction SITE_CHANGED = new AuditAction("site.changed");
    public static final AuditAction PREVIEW_CREATED = new AuditAction("preview.created");
    public static final AuditAction PREVIEW_REVOKED = new AuditAction("preview.revoked");
    public static final AuditAction KEY_CREATED = new AuditAction("key.created");
    public static final AuditAction KEY_REVOKED = new AuditAction("key.revoked");
    public static final AuditAction KEY_RESTORED = new AuditAction("key.restored");
    public static final AuditAction WEBHOOK_CREATED = new AuditAction("webhook.created");
    public static final AuditAction WEBHOOK_CHANGED = new AuditAction("webhook.changed");
    public static final AuditAction WEBHOOK_DELETED = new AuditAction("webhook.deleted");
    public static final AuditAction WEBHOOK_DISABLED = new AuditAction("webhook.disabled");
    public static final AuditAction WEBHOOK_SECRET_ROTATED = new AuditAction("webhook.secret-rotated");
    public static final AuditAction WEBHOOK_REPLAYED = new AuditAction("webhook.replayed");
    public static final AuditAction WEBHOOK_PINGED = new AuditAction("webhook.pinged");

    /** Returns the action of creating an entry. */
    public static AuditAction created(TaxonomyKind kind) {
        return new AuditAction(kind.word() + ".created");
    }

    /** Returns the action of changing an entry. */
    public static AuditAction changed(TaxonomyKind kind) {
        return new AuditAction(kind.word() + ".changed");
    }

    /** Returns the action of deleting an entry. */
    public static AuditAction deleted(TaxonomyKind kind) {
        return new AuditAction(kind.word() + ".deleted");
    }
}
