package org.broadsheet.database;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Starts the embedded PostgreSQL ahead of the migration, which asks for the first connection. A connection pool waits
 * seconds for a connection; unpacking and initialising PostgreSQL on a slow machine takes longer.
 */
@Singleton
class StartBeforeMigration implements FlywayConfigurationCustomizer {

    private final String url;

    StartBeforeMigration(@ConfigProperty(name = "quarkus.datasource.jdbc.url") String url) {
        this.url = url;
    }

    @Override
    public void customize(FluentConfiguration configuration) {
        if (url.startsWith(EmbeddedPostgresDriver.PREFIX)) {
            EmbeddedPostgres.in(Path.of(url.substring(EmbeddedPostgresDriver.PREFIX.length())))
                    .start();
        }
    }
}
