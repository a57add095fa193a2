package org.broadsheet.key;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A revoked key, and the keys that it has created.
 *
 * @param key the key itself
 * @param created the keys that it has created, directly or through others
 */
@Schema(
        description = "A key that is revoked, with the keys that it has made.",
        requiredProperties = {"key", "created"})
public record RevokedKey(
        KeyRepresentation key,

        @Schema(
                description = "The keys that it has made, those that these have made, and so on. Those without"
                        + " `revokedAt` are not revoked; `cascade` revokes them too.")
        List<KeyRepresentation> created) {}
