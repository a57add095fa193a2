package org.broadsheet.cursor;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How cursors are signed. */
@ConfigMapping(prefix = "broadsheet.cursor")
public interface CursorConfig {

    /** For how long a key signs before the next one does. */
    @WithDefault("365D")
    Duration rotate();
}
