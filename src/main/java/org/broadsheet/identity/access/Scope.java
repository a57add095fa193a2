package org.broadsheet.identity.access;

import java.util.List;

/** The scopes of callers. Each editorial endpoint requires exactly one scope; without it, the response is 403. */
public final class Scope {

    /** Read stories whatever their status, with their history; and categories, authors, tags and collections. */
    public static final String STORIES_READ = "stories:read";

    /** Create, save, restore and delete stories, and create previews. */
    public static final String STORIES_WRITE = "stories:write";

    /** Change what readers see: publish, schedule, unpublish, and delete a live story. */
    public static final String STORIES_PUBLISH = "stories:publish";

    /** Create, change and delete categories, authors, tags and collections. */
    public static final String TAXONOMY_WRITE = "taxonomy:write";

    /** Create and revoke keys. */
    public static final String KEYS_ADMIN = "keys:admin";

    /** Administer webhooks. */
    public static final String WEBHOOKS_ADMIN = "webhooks:admin";

    /** Read who did what. */
    public static final String AUDIT_READ = "audit:read";

    /** All scopes. */
    public static final List<String> ALL = List.of(
            STORIES_READ, STORIES_WRITE, STORIES_PUBLISH, TAXONOMY_WRITE, KEYS_ADMIN, WEBHOOKS_ADMIN, AUDIT_READ);

    private Scope() {}
}
