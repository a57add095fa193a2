package org.broadsheet.reader;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Whether there is a page to read on, and what it may show. */
@ConfigMapping(prefix = "broadsheet.reader")
public interface ReaderConfig {

    /** Without it, the page's addresses answer 404, like all that Broadsheet does not have. */
    @WithDefault("true")
    boolean enabled();

    /**
     * From where the page may load pictures beside this server: sources of a content security policy, such as
     * {@code https://images.example}.
     */
    @WithDefault("https:")
    Optional<List<String>> imageSources();
}
