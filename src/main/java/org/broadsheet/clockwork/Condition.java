package org.broadsheet.clockwork;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Whether the database says that a condition holds. An idle node spends its time on this: one prepared statement each. */
final class Condition {

    private final DataSource source;
    private final String sql;

    Condition(DataSource source, String condition) {
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
            throw new IllegalStateException("The database cannot be asked whether there is something to do", e);
        }
    }
}
