package org.broadsheet.platform.monitoring;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether requests are logged. */
@ConfigMapping(prefix = "broadsheet.access-log")
public interface AccessLogConfig {

    @WithDefault("true")
    boolean enabled();
}
