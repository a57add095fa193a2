package org.broadsheet.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL server as an operator has it beside Broadsheet, of the programs that are embedded otherwise. */
public final class OutsidePostgres implements AutoCloseable {

    private static final String SUPERUSER = "postgres";
    private static final String ROLE = "broadsheet";

    private final Path cluster;
    private final PostgresBinaries binaries;
    private final List<String> asOrdinaryUser;
    private final int port;

    private OutsidePostgres(Path folder, int port) {
        this.cluster = folder.resolve("outside");
        this.binaries = PostgresBinaries.extractedInto(folder);
        this.asOrdinaryUser = OrdinaryUser.prefixFor(folder);
        this.port = port;
    }

    /**
     * Starts a server without passwords, with a role that is no superuser.
     *
     * @param settings of the server, such as {@code max_connections=20}
     */
    public static OutsidePostgres start(Path folder, String... settings) throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Files.createDirectories(folder);
        OutsidePostgres server = new OutsidePostgres(folder, port);
        server.run(
                "initdb",
                "--pgdata=" + server.cluster,
                "--username=" + SUPERUSER,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C");
        List<String> options = new ArrayList<>(
                List.of("-c port=" + port, "-c listen_addresses=127.0.0.1", "-c unix_socket_directories="));
        for (String setting : settings) {
            options.add("-c " + setting);
        }
        server.run(
                "pg_ctl",
                "start",
                "--pgdata=" + server.cluster,
                "--wait",
                "--log=" + folder.resolve("server.log"),
                "--options=" + String.join(" ", options));
        server.execute("CREATE ROLE " + ROLE + " LOGIN");
        return server;
    }

    private void run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(asOrdinaryUser);
        command.add(binaries.program(program));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(cluster.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(cluster.resolveSibling(program + ".log").toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0)
                .as("%s: %s", command, Files.readString(cluster.resolveSibling(program + ".log")))
                .isTrue();
    }

    /** Makes a database of the role, with options of {@code CREATE DATABASE}. */
    public OutsidePostgres database(String name, String options) throws SQLException {
        execute("CREATE DATABASE " + name + " OWNER " + ROLE + " TEMPLATE template0 " + options);
        return this;
    }

    /** Runs a statement as the superuser. */
    public void execute(String sql) throws SQLException {
        executeIn("postgres", sql);
    }

    /** Runs a statement as the superuser in a database. */
    public void executeIn(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(database), SUPERUSER, "")) {
            connection.createStatement().execute(sql);
        }
    }

    /** Ends all connections of the role, so that the next ones have what was set meanwhile. */
    public void disconnectAll() throws SQLException {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + ROLE + "'");
    }

    /** The number that a query of the superuser finds. */
    public long count(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("postgres"), SUPERUSER, "");
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** @return for JDBC */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Environment variables by which the program uses a database of this server. */
    public Map<String, String> settings(String database) {
        return new HashMap<>(Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                url(database),
                "QUARKUS_DATASOURCE_JDBC_DRIVER",
                "org.postgresql.Driver",
                "QUARKUS_DATASOURCE_USERNAME",
                ROLE,
                "QUARKUS_DATASOURCE_PASSWORD",
                "unused"));
    }

    @Override
    public void close() throws IOException {
        try {
            run("pg_ctl", "stop", "--pgdata=" + cluster, "--mode=immediate", "--wait");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
