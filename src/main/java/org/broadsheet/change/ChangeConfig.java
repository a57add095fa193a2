package org.broadsheet.change;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the log is kept. */
@ConfigMapping(prefix = "broadsheet.changes")
public interface ChangeConfig {

    /** For how long a client can be away and go on where it was. */
    @WithDefault("90D")
    Duration retain();
}
