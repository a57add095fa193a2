package org.broadsheet.story;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How lists of stories are read. */
@ConfigMapping(prefix = "broadsheet.list")
interface StoryListConfig {

    /** Languages that at most so many stories are in are read as a whole, whatever other filters there are. */
    @WithDefault("5000")
    int fewInLanguage();
}
