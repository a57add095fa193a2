package org.broadsheet.content.site;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.broadsheet.platform.text.TextPattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An account of the site elsewhere. */
@Schema(
        description = "An account of the site elsewhere.",
        requiredProperties = {"name", "url"})
public record SocialAccount(
        @NotBlank(message = "is required")
        @Size(max = 120, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINE, message = "accepts one line of text")
        @Schema(description = "The service, or the text of the link.", examples = "Mastodon")
        String name,

        @NotNull(message = "is required")
        @Size(max = 2000, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.ADDRESS, message = "accepts an address that begins with https:// or http://")
        @Schema(format = "uri", examples = "https://social.example/@dailychip")
        String url) {}
