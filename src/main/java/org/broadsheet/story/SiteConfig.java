package org.broadsheet.story;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The site whose stories these are. */
@ConfigMapping(prefix = "broadsheet.site")
public interface SiteConfig {

    /** Template of a story's address on the site; {@code {slug}} and {@code {id}} are filled in. */
    @WithDefault("/stories/{slug}")
    String storyUrl();

    /** Language of a story that names none: a BCP 47 tag. */
    @WithDefault("en")
    String language();
}
