package org.broadsheet.platform.scheduling;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A condition in SQL. Its check is one prepared statement, which is the only work of an idle node. */
final class SqlCondition {

    private final DataSource source;
    private final String sql;

    SqlCondition(DataSource source, String condition) {
        this.source = source;
        this.sql = "SELECT " + condition;
    }

    boolean holds() {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        } catch (SQLException e) {
            throw new IllegalStateException("The condition of a periodic task cannot be checked", e);
        }
    }
}
