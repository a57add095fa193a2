package org.broadsheet.site.reader;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Settings of the reader. */
@ConfigMapping(prefix = "broadsheet.reader")
public interface ReaderConfig {

    /** Without it, the reader's URLs respond with 404. */
    @WithDefault("true")
    boolean enabled();

    /**
     * Sources of images, video and audio besides this server: sources of a content security policy, such as {@code
     * https://images.example}.
     */
    @WithDefault("https:")
    Optional<List<String>> imageSources();
}
