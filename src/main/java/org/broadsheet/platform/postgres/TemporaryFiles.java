package org.broadsheet.platform.postgres;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Sets where Vert.x unpacks the files that it serves, unless {@code quarkus.vertx.cache-directory} sets it: in the
 * folder for temporary files, or in the data folder where only that is writable.
 */
public final class TemporaryFiles implements SmallRyeConfigBuilderCustomizer {

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        if (!Files.isWritable(Path.of(System.getProperty("java.io.tmpdir")))) {
            builder.withDefaultValue("quarkus.vertx.cache-directory", "${broadsheet.data-dir}/vertx-cache");
        }
    }
}
