package org.broadsheet.story;

/** Where a story is in its life. */
public enum StoryStatus {
    draft,
    scheduled,
    published,
    unpublished,
    deleted
}
