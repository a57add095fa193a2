package org.broadsheet.platform.history;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The author of an action.
 *
 * @param kind {@code key} for an API key, {@code subject} for a person or service that an OpenID Connect issuer has
 *     authenticated, {@code system} for Broadsheet itself
 * @param id the key's id, or the token's {@code sub}
 * @param name a display name
 */
@Schema(
        name = "EditorialActor",
        description = "The actor: who made the change.",
        requiredProperties = {"kind", "id", "name"})
public record Actor(
        @Schema(
                description = "`key`: an API key. `subject`: a person identified by an OpenID Connect issuer. `system`:"
                        + " Broadsheet itself.",
                examples = "key")
        String kind,

        @Schema(description = "The key's id, or the token's `sub`.")
        String id,

        @Schema(examples = "The importer") String name) {

    /** The actor of everything without a request: the scheduler, and the first load of sample stories. */
    public static final Actor SYSTEM = new Actor("system", "system", "Broadsheet");

    public static final String KEY = "key";

    /** Checks whether another actor is the same, who may have a new name. */
    public boolean isSame(Actor other) {
        return other != null && kind.equals(other.kind) && id.equals(other.id);
    }

    public static Actor key(String id, String name) {
        return new Actor(KEY, id, name);
    }

    public static Actor subject(String id, String name) {
        return new Actor("subject", id, name);
    }
}
