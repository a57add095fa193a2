package org.broadsheet.editorial;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What happens to stories by itself. */
@ConfigMapping(prefix = "broadsheet.editorial")
public interface EditorialConfig {

    /** How long a deleted story can be restored. */
    @WithDefault("30D")
    Duration purgeAfter();
}
