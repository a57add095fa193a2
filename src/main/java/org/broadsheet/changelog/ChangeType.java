package org.broadsheet.changelog;

/** The type of a change that readers can see. */
public enum ChangeType {
    STORY_PUBLISHED("story.published"),
    STORY_UPDATED("story.updated"),
    /** The body formats differ although no editor changed the story; subscribers of webhooks get no event. */
    STORY_RENDERED("story.rendered"),

    STORY_SLUG_CHANGED("story.slug-changed"),
    STORY_UNPUBLISHED("story.unpublished"),
    STORY_DELETED("story.deleted"),
    CATEGORY_CHANGED("category.changed"),
    AUTHOR_CHANGED("author.changed"),
    TAG_CHANGED("tag.changed"),
    COLLECTION_CHANGED("collection.changed");

    private final String token;

    ChangeType(String token) {
        this.token = token;
    }

    /** Checks whether a subscriber of webhooks gets an event. */
    public boolean isEvent() {
        return this != STORY_RENDERED;
    }

    /** Returns the type's name in the database and in JSON. */
    public String token() {
        return token;
    }
}
