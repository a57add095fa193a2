package org.broadsheet.content.story;

/** The status of a story. */
public enum StoryStatus {
    draft,
    scheduled,
    published,
    unpublished,
    deleted
}
