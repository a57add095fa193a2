package org.broadsheet.platform.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/**
 * A copy of all rows, and a way back to it while the program runs on: as {@code pg_restore} does on the same server, where
 * transactions keep their numbers and sequences go back.
 */
public final class Backup {

    private static final String TABLES = """
            SELECT quote_ident(relname) FROM pg_class
            WHERE relkind = 'r' AND relnamespace = CAST('public' AS regnamespace) AND relname <> 'flyway_schema_history'""";

    private static final String FOREIGN_KEYS = """
            SELECT CAST(conrelid AS regclass) || ' ALTER CONSTRAINT ' || quote_ident(conname) FROM pg_constraint
            WHERE contype = 'f' AND connamespace = CAST('public' AS regnamespace) AND NOT condeferrable""";

    private static final String SEQUENCES = """
            SELECT format('SELECT setval(%L, coalesce(max(%I), 1), max(%I) IS NOT NULL) FROM backup.%I',
                pg_get_serial_sequence(table_name, column_name), column_name, column_name, table_name)
            FROM information_schema.columns WHERE table_schema = 'public' AND is_identity = 'YES'""";

    private final DataSource database;

    private Backup(DataSource database) {
        this.database = database;
    }

    /** Copies what has been committed so far. */
    public static Backup of(DataSource database) throws SQLException {
        Backup backup = new Backup(database);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            statement.execute("DROP SCHEMA IF EXISTS backup CASCADE");
            statement.execute("CREATE SCHEMA backup");
            for (String table : all(statement, TABLES)) {
                statement.execute("CREATE TABLE backup.%1$s AS TABLE public.%1$s".formatted(table));
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
        return backup;
    }

    /** Puts all rows back, in one transaction. */
    public void restore() {
        // Whoever writes meanwhile may be in the way.
        Awaitility.await().ignoreExceptionsInstanceOf(SQLException.class).until(() -> {
            tryToRestore();
            return true;
        });
    }

    private void tryToRestore() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                restore(statement);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static void restore(Statement statement) throws SQLException {
        List<String> tables = all(statement, TABLES);
        List<String> foreignKeys = all(statement, FOREIGN_KEYS);
        statement.execute("TRUNCATE " + String.join(", ", tables));
        for (String foreignKey : foreignKeys) {
            statement.execute("ALTER TABLE " + foreignKey + " DEFERRABLE INITIALLY DEFERRED");
        }
        for (String table : tables) {
            statement.execute("ALTER TABLE " + table + " DISABLE TRIGGER USER");
            statement.execute(
                    "INSERT INTO public.%1$s OVERRIDING SYSTEM VALUE SELECT * FROM backup.%1$s".formatted(table));
        }
        statement.execute("SET CONSTRAINTS ALL IMMEDIATE");
        for (String table : tables) {
            statement.execute("ALTER TABLE " + table + " ENABLE TRIGGER USER");
        }
        for (String foreignKey : foreignKeys) {
            statement.execute("ALTER TABLE " + foreignKey + " NOT DEFERRABLE");
        }
        for (String sequence : all(statement, SEQUENCES)) {
            statement.execute(sequence);
        }
    }

    private static List<String> all(Statement statement, String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
