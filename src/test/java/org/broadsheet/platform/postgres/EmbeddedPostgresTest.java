package org.broadsheet.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EmbeddedPostgresTest {

    @Inject
    DataSource database;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @BeforeEach
    void onlyWhereTheDatabaseIsEmbedded() {
        assumeTrue(url.startsWith(EmbeddedPostgresDriver.PREFIX), "an outside server has settings of its own");
    }

    private String show(String setting) throws SQLException {
        try (Connection connection = database.getConnection();
                var rows = connection.createStatement().executeQuery("SHOW " + setting)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void whatIsAcknowledgedIsOnDisk() throws SQLException {
        assertThat(show("fsync")).isEqualTo("on");
        assertThat(show("synchronous_commit")).isEqualTo("on");
        assertThat(show("full_page_writes")).isEqualTo("on");
        assertThat(show("data_checksums")).isEqualTo("on");
        assertThat(Integer.parseInt(show("server_version_num"))).isGreaterThanOrEqualTo(170_000);
    }

    @Test
    void itListensForThisMachineOnly() throws SQLException {
        assertThat(show("listen_addresses")).isEqualTo("127.0.0.1");
    }

    @Test
    void theApplicationIsNoSuperuserAndTheSuperuserCannotLogIn() throws SQLException {
        try (Connection connection = database.getConnection();
                var rows = connection.createStatement().executeQuery("SHOW is_superuser")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("off");
        }
        String server = "jdbc:postgresql://127.0.0.1:" + show("port") + "/";
        for (String login : new String[] {"postgres?user=postgres", "broadsheet?user=postgres&password=postgres"}) {
            assertThatThrownBy(() -> DriverManager.getConnection(server + login))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("pg_hba.conf");
        }
        assertThatThrownBy(() -> DriverManager.getConnection(server + "broadsheet?user=broadsheet&password=wrong"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void theExtensionsThatSearchNeedsAreThere() throws SQLException {
        try (Connection connection = database.getConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FROM pg_available_extensions"
                                + " WHERE name IN ('pg_trgm', 'unaccent', 'btree_gin')")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(3);
        }
    }
}
