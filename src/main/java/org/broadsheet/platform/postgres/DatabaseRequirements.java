package org.broadsheet.platform.postgres;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/**
 * The requirements that a database must meet. They are checked before the first migration, and not when a request
 * fails.
 */
final class DatabaseRequirements {

    private DatabaseRequirements() {}

    /**
     * One requirement.
     *
     * @param isMet a condition in SQL
     * @param actual the actual value, in SQL
     * @param otherwise one sentence that says what the operator must do; {@code %s} stands for the actual value
     */
    private record Requirement(String isMet, String actual, String otherwise) {}

    /** Stands for the process that the server named when the connection was made. */
    private static final String NAMED_PROCESS = "{process}";

    /**
     * A pooler reports a process of its own. It may give each transaction another connection, and a session's settings
     * only apply to one of them.
     */
    private static final String IS_DIRECT = "pg_backend_pid() = " + NAMED_PROCESS;

    /** The value in a new session, whatever this session has set. */
    private static final String DEFAULT = "(SELECT reset_val FROM pg_settings WHERE name = '%s')";

    private static final List<Requirement> ALL = List.of(
            new Requirement(
                    "current_setting('server_version_num')::int >= 150000",
                    "current_setting('server_version')",
                    "The database is PostgreSQL %s: Broadsheet needs PostgreSQL 15 or newer."),
            new Requirement(
                    "current_setting('server_encoding') = 'UTF8'",
                    "current_setting('server_encoding')",
                    "The database has the encoding %s: create it with ENCODING 'UTF8' TEMPLATE template0."),
            new Requirement(
                    "NOT pg_is_in_recovery() AND current_setting('transaction_read_only') = 'off'",
                    "''",
                    "The database is read-only: let the URL name the primary server."),
            new Requirement(
                    "coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)",
                    "current_user",
                    "The role %s cannot create tables: grant it CREATE on a schema in its search_path."),
            new Requirement(
                    "EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm')",
                    "''",
                    "The database server has no extension pg_trgm: install PostgreSQL's contrib package."),
            new Requirement(
                    "EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm')"
                            + " OR has_database_privilege(current_database(), 'CREATE')",
                    "current_user",
                    "The role %s cannot create the extension pg_trgm: grant it CREATE on the database, or let a superuser"
                            + " run CREATE EXTENSION pg_trgm."),
            new Requirement(
                    "NOT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm')"
                            + " OR to_regoperator('<%(text,text)') IS NOT NULL",
                    "(SELECT nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = extnamespace WHERE extname = 'pg_trgm')",
                    "The extension pg_trgm is in the schema %s, which is not in the search_path: add it with ALTER ROLE … SET"
                            + " search_path."),
            new Requirement(
                    IS_DIRECT + " OR " + DEFAULT.formatted("default_transaction_isolation") + " = 'read committed'",
                    DEFAULT.formatted("default_transaction_isolation"),
                    "Behind a connection pooler such as PgBouncer, the isolation of transactions is the role's default, which"
                            + " is %s: run ALTER ROLE … SET default_transaction_isolation = 'read committed', and let the"
                            + " pooler reconnect."),
            new Requirement(
                    IS_DIRECT + " OR " + DEFAULT.formatted("synchronous_commit") + " <> 'off'",
                    DEFAULT.formatted("synchronous_commit"),
                    "Behind a connection pooler such as PgBouncer, synchronous_commit is the role's default, which is %s: run"
                            + " ALTER ROLE … SET synchronous_commit = on, and let the pooler reconnect."));

    /**
     * Checks all requirements.
     *
     * @throws ConfigurationException names the requirements that are not met; Quarkus prints its message and ends
     */
    static void check(Connection connection) throws SQLException {
        String sql = ALL.stream()
                .map(requirement -> "(%s), (%s)::text".formatted(requirement.isMet(), requirement.actual()))
                .collect(Collectors.joining(", ", "SELECT ", ""))
                .replace(
                        NAMED_PROCESS,
                        String.valueOf(connection.unwrap(PGConnection.class).getBackendPID()));
        String[] unmet = new String[ALL.size()];
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            for (int i = 0; i < unmet.length; i++) {
                if (!row.getBoolean(2 * i + 1)) {
                    unmet[i] = ALL.get(i).otherwise().formatted(row.getString(2 * i + 2));
                }
            }
        }
        String sentences =
                Arrays.stream(unmet).filter(sentence -> sentence != null).collect(Collectors.joining("\n"));
        if (!sentences.isEmpty()) {
            throw new ConfigurationException(sentences);
        }
    }
}
