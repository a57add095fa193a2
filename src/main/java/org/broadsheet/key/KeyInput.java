package org.broadsheet.key;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.broadsheet.http.TextPattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A key to be created. */
@Schema(
        description = "A key to be made.",
        requiredProperties = {"name", "scopes"})
public record KeyInput(
        @NotBlank(message = "is needed")
        @Size(max = 120, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINE, message = "accepts one line of text")
        @Schema(description = "Who or what it is for.", examples = "The importer")
        String name,

        @NotNull(message = "is needed")
        @NotEmpty(message = "needs one at least")
        @Size(max = 7, message = "accepts at most {max}")
        @Schema(description = "What it may do, each scope once; nothing that the key which makes it may not.")
        List<
                        @NotNull(message = "accepts text")
                        @Pattern(
                                regexp = "^(?:stories:read|stories:write|stories:publish|taxonomy:write|keys:admin"
                                        + "|webhooks:admin|audit:read)$",
                                message = "is no scope; there are stories:read, stories:write, stories:publish,"
                                        + " taxonomy:write, keys:admin, webhooks:admin, audit:read")
                        String>
                scopes,

        @Schema(
                description = "From then on it is refused, no later than the key which makes it. Absent, it is refused"
                        + " when that key expires, or never.")
        Instant expiresAt) {}
