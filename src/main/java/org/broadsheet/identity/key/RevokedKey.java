package org.broadsheet.identity.key;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A revoked key, and the keys that it has created.
 *
 * @param key the key itself
 * @param created the keys that it has created, directly or through others
 */
@Schema(
        description = "A revoked key, with the keys that it created.",
        requiredProperties = {"key", "created"})
public record RevokedKey(
        KeyRepresentation key,

        @Schema(
                description = "The keys that it created, directly or indirectly. Those without `revokedAt` are not"
                        + " revoked; `cascade` revokes them too.")
        List<KeyRepresentation> created) {}
