package org.broadsheet.identity.key;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.broadsheet.platform.text.TextPattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A key to be created. */
@Schema(
        description = "The key to create.",
        requiredProperties = {"name", "scopes"})
public record KeyInput(
        @NotBlank(message = "is required")
        @Size(max = 120, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINE, message = "accepts one line of text")
        @Schema(description = "The person or program that the key is for.", examples = "The importer")
        String name,

        @NotNull(message = "is required")
        @Size(min = 1, max = 7, message = "accepts {min} to {max}")
        @Schema(description = "Its scopes, without duplicates. Its creator must have all of them.")
        List<
                        @NotNull(message = "accepts text")
                        @Pattern(
                                regexp = "^(?:stories:read|stories:write|stories:publish|taxonomy:write|keys:admin"
                                        + "|webhooks:admin|audit:read)$",
                                message = "is not a scope; the scopes are stories:read, stories:write, stories:publish,"
                                        + " taxonomy:write, keys:admin, webhooks:admin, audit:read")
                        String>
                scopes,

        @Schema(
                description = "When the key expires. Not later than the key that creates it. If absent, it expires with"
                        + " that key, or never.")
        Instant expiresAt) {}
