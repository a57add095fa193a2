package org.broadsheet.platform.postgres;

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
 * PostgreSQL rejects root, and initdb rejects a user without a name; both occur in containers, CI and on small servers.
 * There, PostgreSQL runs in a user namespace of its own, in which every user is {@code nobody} and still owns their
 * files. Where namespaces are forbidden, root's PostgreSQL runs as the owner of the data folder, and nss_wrapper gives
 * a name to a user without one.
 *
 * @see <a href="https://cwrap.org/nss_wrapper.html">nss_wrapper</a>
 */
final class OrdinaryUser {

    private static final int ROOT = 0;

    /** The kernel's overflow user, called {@code nobody} nearly everywhere. */
    private static final int NOBODY = 65534;

    private static final List<String> NAMESPACE = List.of("unshare", "--user");

    private OrdinaryUser() {}

    /**
     * Returns the prefix of PostgreSQL's commands: empty, unless the JVM runs on Linux as root or as a user without a
     * name.
     */
    static List<String> prefixFor(Path directory) {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux")) {
            return List.of();
        }
        int user = uid(Path.of("/proc/self"));
        if (user != ROOT) {
            return hasName() ? List.of() : withName(user, directory);
        }
        int owner = uid(directory);
        return owner == ROOT && succeeds(NAMESPACE, "true") ? NAMESPACE : notAsRoot(owner, directory);
    }

    /** The JDK returns a question mark for a user who is not in the system's list of users. */
    private static boolean hasName() {
        return !System.getProperty("user.name").equals("?");
    }

    private static List<String> withName(int user, Path directory) {
        if (succeeds(NAMESPACE, "id", "-un")) {
            return NAMESPACE;
        }
        List<String> prefix = List.of(
                "env",
                "LD_PRELOAD=libnss_wrapper.so",
                "NSS_WRAPPER_PASSWD="
                        + write(directory.resolve("passwd"), "broadsheet:x:%1$d:%1$d::/:/bin/false\n", user),
                "NSS_WRAPPER_GROUP=" + write(directory.resolve("group"), "broadsheet:x:%d:\n", user));
        if (!succeeds(prefix, "id", "-un")) {
            throw new EmbeddedPostgresException(
                    "PostgreSQL does not run as user %d, which has no name on this system. Install libnss-wrapper, allow user namespaces, or run Broadsheet as a user in /etc/passwd."
                            .formatted(user));
        }
        return prefix;
    }

    private static Path write(Path file, String line, int user) {
        try {
            return Files.writeString(file, line.formatted(user)).toAbsolutePath();
        } catch (IOException e) {
            throw new EmbeddedPostgresException("Cannot write " + file, e);
        }
    }

    private static List<String> notAsRoot(int owner, Path directory) {
        int user = owner == ROOT ? NOBODY : owner;
        List<String> prefix = List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups");
        changeOwner(user, directory);
        if (!succeeds(prefix, "test", "-w", directory.toString())) {
            throw new EmbeddedPostgresException(
                    "PostgreSQL does not run as root, and user %d cannot write in %s. Run Broadsheet as an ordinary user, or set BROADSHEET_DATA_DIR to a folder that user %d can reach."
                            .formatted(user, directory, user));
        }
        return prefix;
    }

    private static int uid(Path path) {
        try {
            return (int) Files.getAttribute(path, "unix:uid");
        } catch (IOException e) {
            throw new EmbeddedPostgresException("Cannot read the owner of " + path, e);
        }
    }

    private static void changeOwner(int user, Path directory) {
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
            throw new EmbeddedPostgresException("Cannot make user " + user + " the owner of " + directory, e);
        }
    }

    private static boolean succeeds(List<String> prefix, String... command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(List.of(command));
        try {
            Process process = new ProcessBuilder(whole)
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
