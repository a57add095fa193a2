package org.broadsheet.editorial.story;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of the scheduled work on stories. */
@ConfigMapping(prefix = "broadsheet.editorial")
public interface EditorialConfig {

    /** Time for which a deleted story can be restored. */
    @WithDefault("30D")
    @DurationMin
    Duration purgeAfter();
}
