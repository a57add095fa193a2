package org.broadsheet.platform.monitoring;

import java.io.IOException;
import java.util.Map;

/** The health check of the image. */
final class HealthCheck {

    private HealthCheck() {}

    /** @param settings environment variables of the container */
    static boolean isHealthy(Map<String, String> settings) throws IOException, InterruptedException {
        ProcessBuilder check = new ProcessBuilder("src/main/docker/health.sh").inheritIO();
        check.environment().keySet().removeIf(name -> name.startsWith("QUARKUS_"));
        check.environment().putAll(settings);
        return check.start().waitFor() == 0;
    }
}
