package org.broadsheet.changelog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of the change log. */
@ConfigMapping(prefix = "broadsheet.changes")
public interface ChangeConfig {

    /** Time for which rows are retained; a consumer that was away for longer must start again. */
    @WithDefault("90D")
    @DurationMin
    Duration retain();

    /**
     * JDBC URL of the same database for the one connection that waits for notifications, if the other connections use a
     * pooler that does not forward notifications.
     */
    Optional<String> listenUrl();
}
