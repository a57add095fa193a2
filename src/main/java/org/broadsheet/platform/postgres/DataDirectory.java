package org.broadsheet.platform.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The data folder of one Broadsheet: PostgreSQL's cluster, its binaries and a lock. */
final class DataDirectory {

    private static final Logger LOG = Logger.getLogger(DataDirectory.class);

    private final Path path;

    /** Held until the JVM ends; the operating system also releases it after {@code kill -9}. */
    private FileLock lock;

    DataDirectory(Path path) {
        this.path = path;
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "Cannot create the data folder " + path
                            + ". Set BROADSHEET_DATA_DIR to a folder that can be written.",
                    e);
        }
    }

    Path path() {
        return path;
    }

    /** Locks the folder for this JVM, or throws an exception that names the process that has locked it. */
    @SuppressWarnings("resource") // the channel carries the lock and lives as long
    void lock() {
        // The lock belongs to the JVM, not to these classes: a live reload after a failed start already has it. The
        // file must not even be opened then: POSIX releases a process's locks on a file when the process closes any
        // handle of it.
        String locked = "broadsheet.data-directory.locked:" + path;
        if (System.getProperty(locked) != null) {
            return;
        }
        Path file = path.resolve("lock");
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            // The lock is beyond the text, because a locked range cannot be read on Windows, and the process id must be
            // readable.
            lock = channel.tryLock(1 << 20, 1, false);
            if (lock == null) {
                String holder = Files.readString(file).strip();
                channel.close();
                throw new EmbeddedPostgresException(
                        "The data folder %s is in use by another Broadsheet (process %s). Stop that one, or set BROADSHEET_DATA_DIR to another folder."
                                .formatted(path, holder));
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            System.setProperty(locked, "true");
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "Cannot write in the data folder " + path
                            + ". Set BROADSHEET_DATA_DIR to a folder that can be written.",
                    e);
        }
    }

    /** Makes the names in the folder as durable as the files, where the platform can. */
    void sync() {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.debugf(e, "Folder %s cannot be synchronised on this platform", path);
        }
    }

    static void deleteRecursively(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path entry : (Iterable<Path>) tree.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(entry);
            }
        } catch (IOException e) {
            throw new EmbeddedPostgresException("Cannot delete " + root, e);
        }
    }
}
