package org.broadsheet.content.story;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Settings of lists of stories. */
@ConfigMapping(prefix = "broadsheet.list")
interface StoryListConfig {

    /**
     * Maximum number of stories in the requested languages for which the language is the driver, whatever the other
     * filters.
     */
    @WithDefault("5000")
    int fewInLanguage();

    /** Maximum bytes of stored texts on a page; a page with a single story may have more. */
    @WithDefault("4M")
    MemorySize pageSize();

    /** Maximum bytes of stored texts that a node reads at a time; a twenty-eighth of the heap by default. */
    Optional<MemorySize> memory();
}
