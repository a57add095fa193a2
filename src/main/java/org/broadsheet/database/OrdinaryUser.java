package org.broadsheet.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * PostgreSQL refuses to run as root, and containers, CI and small servers run everything as root. There it runs in a
 * user namespace of its own, where root is nobody and still owns its files; where namespaces are forbidden, as the
 * owner of the data folder.
 */
final class OrdinaryUser {

    private static final int ROOT = 0;

    /** The kernel's overflow user, called {@code nobody} nearly everywhere. */
    private static final int NOBODY = 65534;

    private OrdinaryUser() {}

    /** What to put before a command of PostgreSQL's: nothing, unless the JVM runs as root on Linux. */
    static List<String> prefixFor(Path directory) {
        if (!isRootOnLinux()) {
            return List.of();
        }
        int owner = uid(directory);
        if (owner == ROOT && succeeds(List.of("unshare", "--user", "true"))) {
            return List.of("unshare", "--user");
        }
        int user = owner == ROOT ? NOBODY : owner;
        List<String> prefix = List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups");
        giveTo(user, directory);
        List<String> probe = new ArrayList<>(prefix);
        probe.addAll(List.of("test", "-w", directory.toString()));
        if (!succeeds(probe)) {
            throw new EmbeddedPostgresException(
                    "PostgreSQL does not run as root, and user %d cannot write in %s. Run Broadsheet as an ordinary user, or set BROADSHEET_DATA_DIR to a folder that user %d can reach."
                            .formatted(user, directory, user));
        }
        return prefix;
    }

    private static boolean isRootOnLinux() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux")
                && uid(Path.of("/proc/self")) == ROOT;
    }

    private static int uid(Path path) {
        try {
            return (int) Files.getAttribute(path, "unix:uid");
        } catch (IOException e) {
            throw new EmbeddedPostgresException("Cannot tell the owner of " + path, e);
        }
    }

    private static void giveTo(int user, Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            UserPrincipal owner = directory
                    .getFileSystem()
                    .getUserPrincipalLookupService()
                    .lookupPrincipalByName(Integer.toString(user));
            for (Path path : (Iterable<Path>) tree::iterator) {
                if (!Files.isSymbolicLink(path) && uid(path) != user) {
                    Files.setOwner(path, owner);
                }
            }
        } catch (IOException e) {
            throw new EmbeddedPostgresException("Cannot give " + directory + " to user " + user, e);
        }
    }

    private static boolean succeeds(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
