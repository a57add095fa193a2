package org.broadsheet.identity.audit;

/** The actions in the audit log. {@code audit.md} describes each of them. */
public enum AuditAction {
    STORY_CREATED("story.created"),
    STORY_SAVED("story.saved"),
    STORY_RESTORED("story.restored"),
    STORY_PUBLISHED("story.published"),
    STORY_SCHEDULED("story.scheduled"),
    STORY_UNSCHEDULED("story.unscheduled"),
    STORY_UNPUBLISHED("story.unpublished"),
    STORY_DELETED("story.deleted"),
    STORY_SCHEDULE_FAILED("story.schedule-failed"),
    STORY_PURGED("story.purged"),
    CATEGORY_CREATED("category.created"),
    CATEGORY_CHANGED("category.changed"),
    CATEGORY_DELETED("category.deleted"),
    AUTHOR_CREATED("author.created"),
    AUTHOR_CHANGED("author.changed"),
    AUTHOR_DELETED("author.deleted"),
    TAG_CREATED("tag.created"),
    TAG_CHANGED("tag.changed"),
    TAG_DELETED("tag.deleted"),
    COLLECTION_CREATED("collection.created"),
    COLLECTION_CHANGED("collection.changed"),
    COLLECTION_DELETED("collection.deleted"),
    PREVIEW_CREATED("preview.created"),
    PREVIEW_REVOKED("preview.revoked"),
    KEY_CREATED("key.created"),
    KEY_REVOKED("key.revoked"),
    KEY_RESTORED("key.restored"),
    WEBHOOK_CREATED("webhook.created"),
    WEBHOOK_CHANGED("webhook.changed"),
    WEBHOOK_DELETED("webhook.deleted"),
    WEBHOOK_DISABLED("webhook.disabled"),
    WEBHOOK_SECRET_ROTATED("webhook.secret-rotated"),
    WEBHOOK_REPLAYED("webhook.replayed"),
    WEBHOOK_PINGED("webhook.pinged");

    private final String token;

    AuditAction(String token) {
        this.token = token;
    }

    /** The action's name in the database and in JSON. */
    public String token() {
        return token;
    }
}
