package org.broadsheet.changelog.cursor;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of cursors. */
@ConfigMapping(prefix = "broadsheet.cursor")
public interface CursorConfig {

    /** The time for which a key signs, before the next one replaces it. */
    @WithDefault("365D")
    @DurationMin(millis = 1)
    Duration rotate();
}
