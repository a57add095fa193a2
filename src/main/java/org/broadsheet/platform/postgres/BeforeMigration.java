package org.broadsheet.platform.postgres;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Prepares the database before the migrations. The embedded PostgreSQL is started here, because a connection pool only
 * waits seconds for a connection, and unpacking and initialising PostgreSQL takes longer on a slow machine. An external
 * database is checked.
 */
@Singleton
class BeforeMigration implements FlywayConfigurationCustomizer {

    private static final String POSTGRESQL = "jdbc:postgresql:";

    private final String url;

    BeforeMigration(@ConfigProperty(name = "quarkus.datasource.jdbc.url") String url) {
        this.url = url;
    }

    @Override
    public void customize(FluentConfiguration configuration) {
        if (url.startsWith(EmbeddedPostgresDriver.PREFIX)) {
            EmbeddedPostgres.in(Path.of(url.substring(EmbeddedPostgresDriver.PREFIX.length())))
                    .start();
        } else if (url.startsWith(POSTGRESQL)) {
            check(configuration.getDataSource());
        } else {
            throw new ConfigurationException(
                    "QUARKUS_DATASOURCE_JDBC_URL must begin with " + POSTGRESQL + " and does not.");
        }
    }

    private static void check(DataSource database) {
        try (Connection connection = database.getConnection()) {
            DatabaseRequirements.check(connection);
        } catch (SQLException e) {
            throw new ConfigurationException("The database cannot be reached: " + e.getMessage(), e);
        }
    }
}
