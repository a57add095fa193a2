package org.broadsheet.content.story;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;
import org.broadsheet.platform.text.LanguageTagConverter;

/** Settings of the site that shows the stories. */
@ConfigMapping(prefix = "broadsheet.site")
public interface SiteConfig {

    /** Template of a story's address on the site, with the placeholders {@code {slug}} and {@code {id}}. */
    @WithDefault("/stories/{slug}")
    @Pattern(regexp = "([^{}]|\\{slug}|\\{id})*", message = "accepts no placeholders but {slug} and {id}")
    String storyUrl();

    /**
     * Template of the address of the site's own preview page, with the placeholders {@code {token}}, {@code {slug}} and
     * {@code {id}}.
     */
    Optional<
                    @Pattern(
                            regexp = "([^{}]|\\{token}|\\{slug}|\\{id})*",
                            message = "accepts no placeholders but {token}, {slug} and {id}")
                    String>
            previewUrl();

    /** Default language of stories: a BCP 47 tag. */
    @WithDefault("en")
    @WithConverter(LanguageTagConverter.class)
    String language();
}
