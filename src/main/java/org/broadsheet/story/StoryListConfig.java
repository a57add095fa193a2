package org.broadsheet.story;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** How lists of stories are read. */
@ConfigMapping(prefix = "broadsheet.list")
interface StoryListConfig {

    /** Languages that at most so many stories are in are read as a whole, whatever other filters there are. */
    @WithDefault("5000")
    int fewInLanguage();

    /** The most bytes of stored texts on a page; one with a single story may have more. */
    @WithDefault("4M")
    MemorySize pageSize();

    /** The most bytes of stored texts that a node reads at a time; a twenty-eighth of the heap unless given. */
    Optional<MemorySize> memory();
}
