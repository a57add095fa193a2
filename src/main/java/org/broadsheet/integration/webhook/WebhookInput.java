package org.broadsheet.integration.webhook;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.text.TextPattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A webhook as an administrator submits it. */
@Schema(
        description = "A webhook, written.",
        requiredProperties = {"url"})
public record WebhookInput(
        @NotBlank(message = "is required")
        @Size(max = 2_000, message = "accepts at most {max} characters")
        @Pattern(
                regexp = "^[Hh][Tt][Tt][Pp][Ss]?://[!$-?A-\\[\\]-~]+$",
                message = "accepts an http or https address in ASCII, without user and fragment")
        @Schema(
                description = "Where events are sent. Non-ASCII characters must be percent-encoded, or Punycode in a"
                        + " host name.",
                examples = "https://site.example/hooks/broadsheet")
        String url,

        @Size(max = 500, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINE, message = "accepts one line of text")
        @Schema(description = "Its purpose.")
        String description,

        @Size(max = 20, message = "accepts at most {max}")
        @Schema(description = "The types of event to receive, without duplicates. Empty or absent: all.")
        List<
                        @NotNull(message = "accepts text")
                        @Pattern(
                                regexp = "^(?:story\\.(?:published|updated|slug-changed|corrected|unpublished|deleted)"
                                        + "|(?:category|author|tag|collection|site)\\.changed)$",
                                message = "is not a type of event")
                        String>
                types,

        @Size(max = 50, message = "accepts at most {max}")
        @Schema(
                description = "Only stories of these categories, by slug or id, without duplicates, and stories that"
                        + " leave them. Empty or absent: all.")
        List<
                        @NotNull(message = "accepts text")
                        @Size(max = Slug.MAX_LENGTH, message = "accepts at most {max} characters") String>
                categories,

        @Size(max = 50, message = "accepts at most {max}") @Schema(description = "Likewise for tags.")
        List<
                        @NotNull(message = "accepts text")
                        @Size(max = Slug.MAX_LENGTH, message = "accepts at most {max} characters") String>
                tags,

        @Size(max = 50, message = "accepts at most {max}") @Schema(description = "Likewise for languages (BCP 47).")
        List<
                        @NotNull(message = "accepts text")
                        @Pattern(
                                regexp = "^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,6}$",
                                message = "accepts language tags such as en or pt-BR")
                        String>
                languages,

        @Schema(description = "Whether it receives events. Default: true.")
        Boolean enabled) {

    public WebhookInput {
        types = Objects.requireNonNullElse(types, List.of());
        categories = Objects.requireNonNullElse(categories, List.of());
        tags = Objects.requireNonNullElse(tags, List.of());
        languages = Objects.requireNonNullElse(languages, List.of());
        enabled = Objects.requireNonNullElse(enabled, true);
    }
}
