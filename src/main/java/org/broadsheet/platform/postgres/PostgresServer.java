package org.broadsheet.platform.postgres;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** PostgreSQL's own programs ({@code initdb}, {@code pg_ctl}, {@code postgres}), run on one data directory. */
final class PostgresServer {

    private static final int START_ATTEMPTS = 10;
    private static final String PASSWORD_FILE = "broadsheet.password";

    private static final long SMALL_MEMORY_MEBIBYTES = 1_024;

    private final DataDirectory directory;
    private final PostgresBinaries binaries;
    private final Path cluster;
    private final List<String> asOrdinaryUser;

    PostgresServer(DataDirectory directory) {
        this.directory = directory;
        this.binaries = PostgresBinaries.extractedInto(directory.path());
        this.cluster = directory.path().resolve("postgresql-" + binaries.majorVersion());
        this.asOrdinaryUser = OrdinaryUser.prefixFor(directory.path());
    }

    String version() {
        return binaries.version();
    }

    /**
     * Creates the cluster with its database and role, unless it exists. The cluster is renamed when it is complete, so
     * that a crash leaves no incomplete one under its final name.
     */
    void initialise(String database) {
        if (Files.exists(cluster)) {
            return;
        }
        requireNoOtherMajorVersion();
        Path unfinished = directory.path().resolve("postgresql.unfinished");
        DataDirectory.deleteRecursively(unfinished);
        run(
                List.of(
                        binaries.program("initdb"),
                        "--pgdata=" + unfinished,
                        "--username=postgres",
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--locale=C",
                        "--auth=reject"),
                null);
        try {
            // The superuser cannot log in at all: PostgreSQL only accepts the application's role.
            Files.writeString(
                    unfinished.resolve("pg_hba.conf"),
                    "host " + database + " " + database + " 127.0.0.1/32 scram-sha-256\n");
        } catch (IOException e) {
            throw new EmbeddedPostgresException("Cannot write PostgreSQL's settings in " + unfinished, e);
        }
        run(
                List.of(binaries.program("postgres"), "--single", "-D", unfinished.toString(), "postgres"),
                "CREATE ROLE " + database + " LOGIN PASSWORD '" + createPassword(unfinished) + "'\n"
                        + "CREATE DATABASE " + database + " OWNER " + database + "\n");
        try {
            Files.move(unfinished, cluster, StandardCopyOption.ATOMIC_MOVE);
            directory.sync();
        } catch (IOException e) {
            throw new EmbeddedPostgresException("Cannot create " + cluster, e);
        }
    }

    private static String createPassword(Path cluster) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Path file = cluster.resolve(PASSWORD_FILE);
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(file, password, StandardOpenOption.CREATE, StandardOpenOption.SYNC);
        } catch (IOException e) {
            throw new EmbeddedPostgresException("Cannot write " + file, e);
        }
        return password;
    }

    /** Returns the password of the application's role; its file is a part of the cluster. */
    String password() {
        Path file = cluster.resolve(PASSWORD_FILE);
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new EmbeddedPostgresException("Cannot read " + file, e);
        }
    }

    private void requireNoOtherMajorVersion() {
        try (Stream<Path> entries = Files.list(directory.path())) {
            String others = entries.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("postgresql-\\d+"))
                    .collect(Collectors.joining(", "));
            if (!others.isEmpty()) {
                throw new EmbeddedPostgresException(
                        "%s holds data of another major version (%s) than this Broadsheet's PostgreSQL %s. Migrate it with pg_dump and psql, or set BROADSHEET_DATA_DIR to another folder."
                                .formatted(directory.path(), others, binaries.version()));
            }
        } catch (IOException e) {
            throw new EmbeddedPostgresException("Cannot read " + directory.path(), e);
        }
    }

    /**
     * Stops a postmaster that runs on this cluster: one that outlived a killed JVM, or our own at the end. It may also
     * die by itself meanwhile.
     */
    void stopLeftover() {
        if (isRunning()) {
            Result stop = pgCtl("stop", "--mode=fast", "--wait", "--timeout=60");
            if (isRunning()) {
                require(stop, "PostgreSQL does not stop");
            }
        }
    }

    private boolean isRunning() {
        return Files.exists(cluster.resolve("postmaster.pid"))
                && pgCtl("status").exitCode() == 0;
    }

    /**
     * Starts the postmaster on a free port of 127.0.0.1.
     *
     * @return the port
     */
    String start() {
        Result last = null;
        for (int attempt = 0; attempt < START_ATTEMPTS; attempt++) {
            String port = freePort();
            last = pgCtl(
                    "start",
                    "--wait",
                    "--timeout=300",
                    "--log=" + cluster.resolve("start.log"),
                    "--options=" + options(port));
            if (last.exitCode() == 0) {
                return port;
            }
            // Another program may have bound the port; or sessions of a killed postmaster are still ending, and
            // PostgreSQL waits until they release its memory.
            pause();
        }
        require(last, "PostgreSQL does not start, see the logs in " + cluster);
        throw new AssertionError();
    }

    private static void pause() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedPostgresException("Interrupted while PostgreSQL was starting", e);
        }
    }

    /** Settings on the command line override postgresql.conf: an edited file cannot make acknowledged writes unsafe. */
    private static String options(String port) {
        return Stream.of(
                        Stream.of(
                                "port=" + port,
                                "listen_addresses=127.0.0.1",
                                "unix_socket_directories=",
                                "fsync=on",
                                "synchronous_commit=on",
                                "full_page_writes=on",
                                "logging_collector=on",
                                "log_filename=postgresql-%a.log",
                                "log_truncate_on_rotation=on",
                                "log_rotation_age=1440"),
                        forLittleMemory())
                .flatMap(settings -> settings)
                .map(setting -> "-c " + setting)
                .collect(Collectors.joining(" "));
    }

    /**
     * Returns smaller settings than PostgreSQL's defaults for a machine with little memory: its buffers would occupy a
     * quarter of a small container, its workers would occupy memory that few processors cannot use, and ANALYZE holds
     * in memory three hundred whole rows for each unit of its target, which is 200 MB of search documents.
     */
    private static Stream<String> forLittleMemory() {
        long mebibytes =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() >> 20;
        return mebibytes < SMALL_MEMORY_MEBIBYTES
                ? Stream.of(
                        "shared_buffers=" + mebibytes / 16 + "MB",
                        "maintenance_work_mem=16MB",
                        "default_statistics_target=20",
                        "autovacuum_max_workers=1",
                        "max_parallel_workers_per_gather=0",
                        "io_method=sync")
                : Stream.empty();
    }

    private static String freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        } catch (IOException e) {
            throw new EmbeddedPostgresException("No free port on 127.0.0.1", e);
        }
    }

    private Result pgCtl(String verb, String... arguments) {
        List<String> command = new ArrayList<>(List.of(binaries.program("pg_ctl"), verb, "--pgdata=" + cluster));
        command.addAll(List.of(arguments));
        return execute(command, null);
    }

    private void run(List<String> command, String input) {
        require(execute(command, input), command.get(0) + " failed");
    }

    private static void require(Result result, String otherwise) {
        if (result.exitCode() != 0) {
            throw new EmbeddedPostgresException(
                    otherwise + ": " + result.output().strip());
        }
    }

    private Result execute(List<String> command, String input) {
        List<String> whole = new ArrayList<>(asOrdinaryUser);
        whole.addAll(command);
        try {
            // To a file, not a pipe: the postmaster inherits it and would hold a pipe open for ever. The data folder
            // may be the only writable one.
            Path output = Files.createTempFile(directory.path(), "postgresql-command", ".log");
            try {
                ProcessBuilder builder = new ProcessBuilder(whole)
                        .directory(directory.path().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
                builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
                Process process = builder.start();
                try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
                    if (input != null) {
                        stdin.write(input);
                    }
                }
                if (!process.waitFor(10, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                    throw new EmbeddedPostgresException(command.get(0) + " did not end in 10 minutes");
                }
                return new Result(process.exitValue(), Files.readString(output));
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new EmbeddedPostgresException("Cannot run " + String.join(" ", whole), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedPostgresException("Interrupted while running " + command.get(0), e);
        }
    }

    private record Result(int exitCode, String output) {}
}
