package org.broadsheet.content.site;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.Embeddable;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.broadsheet.content.image.ContentImage;
import org.broadsheet.content.story.SiteConfig;
import org.broadsheet.platform.address.PublicUrl;
import org.broadsheet.platform.text.TextPattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * The settings that editors change. What is not set has a default for readers.
 *
 * @param languages in their preferred spelling, the main one first
 * @param timeZone a name of the IANA database
 */
@Embeddable
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "SiteInput", description = "The settings of the site, as written by an editor. No member is required.")
public record SiteFields(
        @Size(max = 120, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINE, message = "accepts one line of text")
        @Schema(description = "The name of the site. Default: `Broadsheet`.", examples = "The Daily Chip")
        String title,

        @Size(max = 1000, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINES, message = "accepts text without control characters")
        @Schema(description = "Describes the site.", examples = "News of what computers are made of.")
        String description,

        @Valid ContentImage logo,

        @Size(max = 50, message = "accepts at most {max}")
        @Schema(
                description = "The languages of the site (BCP 47), without duplicates, the main one first. Default: the"
                        + " language in `BROADSHEET_SITE_LANGUAGE`.",
                examples = "[\"en\", \"de\"]")
        @JdbcTypeCode(SqlTypes.ARRAY)
        List<
                        @NotNull(message = "accepts text") @Size(max = 35, message = "accepts at most {max} characters")
                        @Pattern(regexp = TextPattern.LANGUAGE, message = "accepts a language tag such as en or pt-BR")
                        String>
                languages,

        @Size(max = 60, message = "accepts at most {max} characters")
        @Pattern(
                regexp = "^[A-Za-z0-9_+-]{1,30}(?:/[A-Za-z0-9_+-]{1,30}){0,2}$",
                message = "accepts a time zone such as Europe/Berlin")
        @Schema(
                description = "The time zone of the site, a name of the IANA database. Default: `UTC`.",
                examples = "Europe/Berlin")
        String timeZone,

        @Size(max = 50, message = "accepts at most {max}")
        @Schema(description = "Accounts of the site elsewhere, in the editor's order.")
        @JdbcTypeCode(SqlTypes.JSON)
        List<@NotNull(message = "accepts an object") @Valid SocialAccount> social) {

    public SiteFields {
        title = stripped(title);
        description = stripped(description);
        languages = Objects.requireNonNullElse(languages, List.of());
        social = Objects.requireNonNullElse(social, List.of());
    }

    private static String stripped(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** Returns the same settings with languages in their preferred spelling. */
    SiteFields withLanguages(List<String> preferred) {
        return new SiteFields(title, description, logo, preferred, timeZone, social);
    }

    /** Returns the settings as readers get them: with defaults, and with the public URL of the logo. */
    SiteFields delivered(SiteConfig config) {
        return new SiteFields(
                Objects.requireNonNullElse(title, "Broadsheet"),
                description,
                logo == null ? null : logo.withAddress(PublicUrl.configured()),
                languages.isEmpty() ? List.of(config.language()) : languages,
                Objects.requireNonNullElse(timeZone, "UTC"),
                social);
    }
}
