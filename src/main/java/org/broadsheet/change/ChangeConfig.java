package org.broadsheet.change;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How the log is kept. */
@ConfigMapping(prefix = "broadsheet.changes")
public interface ChangeConfig {

    /** For how long a client can be away and go on where it was. */
    @WithDefault("90D")
    Duration retain();

    /**
     * JDBC URL of the same database for the one connection that waits for notifications, where the other connections go
     * through a pooler that does not pass them on.
     */
    Optional<String> listenUrl();
}
