package org.broadsheet.platform.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;

/**
 * JDBC driver for {@code jdbc:broadsheet:embedded:<data directory>}: the first connection starts the PostgreSQL in that
 * directory. Every other URL is passed to the PostgreSQL driver unchanged.
 *
 * <p>It is a driver, because migrations, Hibernate, dev mode, tests and production have only connections in common, and
 * each requests them in its own order.
 */
public final class EmbeddedPostgresDriver implements Driver {

    static final String PREFIX = "jdbc:broadsheet:embedded:";

    private final Driver postgresql = new org.postgresql.Driver();

    /**
     * Connects, and starts the embedded PostgreSQL first where the URL names one that is not running.
     *
     * @throws SQLException if another Broadsheet uses the data directory, or PostgreSQL does not start; the message
     *     says what to do
     */
    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        if (!url.startsWith(PREFIX)) {
            return postgresql.connect(url, properties);
        }
        try {
            return EmbeddedPostgres.in(Path.of(url.substring(PREFIX.length()))).connect();
        } catch (EmbeddedPostgresException e) {
            throw new SQLException(e.getMessage(), "08001", e);
        }
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return url.startsWith(PREFIX) || postgresql.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) throws SQLException {
        return url.startsWith(PREFIX) ? new DriverPropertyInfo[0] : postgresql.getPropertyInfo(url, properties);
    }

    @Override
    public int getMajorVersion() {
        return postgresql.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return postgresql.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return postgresql.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return postgresql.getParentLogger();
    }
}
