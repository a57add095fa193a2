package org.broadsheet.changelog;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Opens the connection that waits for notifications: one of the pool, or a direct one that bypasses a pooler such as
 * PgBouncer, which forwards no notifications in transaction mode.
 */
@ApplicationScoped
class ListeningConnection {

    private final DataSource pool;
    private final Optional<String> direct;
    private final Properties credentials = new Properties();

    ListeningConnection(
            DataSource pool,
            ChangeConfig config,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        this.pool = pool;
        this.direct = config.listenUrl();
        user.ifPresent(name -> credentials.setProperty("user", name));
        password.ifPresent(secret -> credentials.setProperty("password", secret));
    }

    Connection open() throws SQLException {
        return direct.isPresent() ? DriverManager.getConnection(direct.get(), credentials) : pool.getConnection();
    }
}
