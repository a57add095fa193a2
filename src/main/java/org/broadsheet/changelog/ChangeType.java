package org.broadsheet.changelog;

import java.util.List;
import java.util.stream.Stream;

/**
 * The type of a change that readers can see. {@link TaxonomyKind#change} has the types of changes to categories,
 * authors, tags and collections.
 *
 * @param token the type's name in the database and in JSON
 */
public record ChangeType(String token) {

    public static final ChangeType STORY_PUBLISHED = new ChangeType("story.published");
    public static final ChangeType STORY_UPDATED = new ChangeType("story.updated");

    /** The body formats differ although no editor changed the story; subscribers of webhooks get no event. */
    public static final ChangeType STORY_RENDERED = new ChangeType("story.rendered");

    public static final ChangeType STORY_SLUG_CHANGED = new ChangeType("story.slug-changed");

    /** Readers are told of a correction; such a row follows that of the update. */
    public static final ChangeType STORY_CORRECTED = new ChangeType("story.corrected");

    public static final ChangeType STORY_UNPUBLISHED = new ChangeType("story.unpublished");
    public static final ChangeType STORY_DELETED = new ChangeType("story.deleted");

    /** The settings of the site. */
    public static final ChangeType SITE_CHANGED = new ChangeType("site.changed");

    /** Returns all types. */
    public static List<ChangeType> values() {
        return Stream.concat(
                        Stream.of(
                                STORY_PUBLISHED,
                                STORY_UPDATED,
                                STORY_RENDERED,
                                STORY_SLUG_CHANGED,
                                STORY_CORRECTED,
                                STORY_UNPUBLISHED,
                                STORY_DELETED,
                                SITE_CHANGED),
                        TaxonomyKind.changes())
                .toList();
    }

    /** Checks whether a subscriber of webhooks gets an event. */
    public boolean isEvent() {
        return !equals(STORY_RENDERED);
    }
}
