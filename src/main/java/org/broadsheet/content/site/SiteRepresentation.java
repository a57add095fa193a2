package org.broadsheet.content.site;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.broadsheet.content.story.SiteConfig;
import org.broadsheet.platform.address.PublicUrl;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The settings of the site as readers get them.
 *
 * @param fields unwrapped in JSON
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Site",
        description = "The settings of the site.",
        requiredProperties = {"title", "languages", "timeZone", "social", "urls"})
public record SiteRepresentation(
        @JsonUnwrapped SiteFields fields,

        @Schema(description = "The URLs of this server and of the site's pages, which the operator configures.")
        Urls urls) {

    /**
     * URLs from the configuration.
     *
     * @param preview null if none is configured
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "SiteUrls",
            description = "URLs and templates of URLs.",
            requiredProperties = {"api", "story"})
    public record Urls(
            @Schema(
                    description = "The URL of this server, from `BROADSHEET_PUBLIC_URL`.",
                    format = "uri",
                    examples = "https://api.news.example")
            String api,

            @Schema(
                    description = "The template of `url` of stories, with `{slug}` and `{id}`, from"
                            + " `BROADSHEET_SITE_STORY_URL`.",
                    examples = "https://news.example/stories/{slug}")
            String story,

            @Schema(
                    description = "The template of the preview page, with `{token}`, `{slug}` and `{id}`, from"
                            + " `BROADSHEET_SITE_PREVIEW_URL`. Absent if there is none.",
                    examples = "https://news.example/preview?token={token}")
            String preview) {}

    static SiteRepresentation from(Site site, SiteConfig config) {
        return new SiteRepresentation(
                site.fields.delivered(config),
                new Urls(
                        PublicUrl.configured().value(),
                        config.storyUrl(),
                        config.previewUrl().orElse(null)));
    }

    /** The settings in the editorial API: those that an editor has set. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "EditorialSite",
            description = "The settings of the site as an editor has set them. What is absent has its default.",
            requiredProperties = {"languages", "social", "updatedAt"})
    public record Editorial(@JsonUnwrapped SiteFields fields, Instant updatedAt) {}
}
