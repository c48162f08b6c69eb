package io.parley.stack;

import io.parley.stack.infrastructure.Directories;
import io.parley.stack.infrastructure.StackException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The folder in which one installation keeps everything; at most one launcher holds it. */
final class DataFolder implements AutoCloseable {

    private static final String MARKER = "parley-data";
    private static final String LOCK = "lock";
    private static final long LEAST_FREE_BYTES = 512L * 1024 * 1024;

    private final Path directory;
    private final FileChannel lock;

    private DataFolder(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Takes hold of it.
     *
     * @throws StackException if another launcher has it, if it is something else's folder, or if it
     *     cannot be written to
     */
    static DataFolder open(Path directory) {
        try {
            refuseForeign(directory);
            Directories.createPrivate(directory);
            var channel = lock(directory);
            Files.writeString(directory.resolve(MARKER), "Data of Parley; ./parley up uses it.\n");
            var folder = new DataFolder(directory, channel);
            folder.requireSpace();
            Directories.createPrivate(directory.resolve("logs"));
            return folder;
        } catch (AccessDeniedException e) {
            throw new StackException(
                    "No right to write to %s: choose another folder with --data."
                            .formatted(directory),
                    e);
        } catch (IOException e) {
            throw new StackException(
                    "Cannot use the data folder %s (%s): choose another one with --data."
                            .formatted(directory, e.getMessage()),
                    e);
        }
    }

    private static void refuseForeign(Path directory) throws IOException {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new StackException(directory + " is no folder: choose another one with --data.");
        }
        if (!Files.exists(directory) || Files.exists(directory.resolve(MARKER))) {
            return;
        }
        try (var entries = Files.list(directory)) {
            if (entries.anyMatch(entry -> !entry.endsWith(LOCK))) {
                throw new StackException(
                        "%s holds other things than Parley's data: choose an empty folder with --data."
                                .formatted(directory));
            }
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        var channel =
                FileChannel.open(
                        directory.resolve(LOCK),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // held by this very JVM: the answer is the same
        }
        channel.close();
        throw new StackException(
                "Parley already runs over %s: see ./parley status, or choose another folder with --data."
                        .formatted(directory));
    }

    private void requireSpace() throws IOException {
        long free = Files.getFileStore(directory).getUsableSpace();
        if (free < LEAST_FREE_BYTES) {
            throw new StackException(
                    "Only %d MB are free for %s and Parley needs %d: free some space, or choose another disk with --data."
                            .formatted(free >> 20, directory, LEAST_FREE_BYTES >> 20));
        }
    }

    /** Forgets all data of earlier runs. */
    void clear() {
        try (var entries = Files.list(directory)) {
            for (var entry : entries.toList()) {
                if (!List.of(LOCK, MARKER).contains(entry.getFileName().toString())) {
                    Directories.delete(entry);
                }
            }
            Directories.createPrivate(directory.resolve("logs"));
        } catch (IOException e) {
            throw new StackException(
                    "Cannot delete the old data in %s: %s".formatted(directory, e.getMessage()), e);
        }
    }

    /**
     * @throws StackException where an installation has been here
     */
    void requireUnused() {
        if (Files.exists(file("postgresql")) || Files.exists(file("kafka"))) {
            throw new StackException(
                    "%s holds data already: move them away, or choose an empty folder with --data."
                            .formatted(directory));
        }
    }

    Path directory() {
        return directory;
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    /** A new log; that of the run before is kept beside it. */
    Path newLog(String name) {
        var log = directory.resolve("logs").resolve(name + ".log");
        try {
            if (Files.exists(log)) {
                Files.move(
                        log,
                        log.resolveSibling(name + ".log.1"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            return log;
        } catch (IOException e) {
            throw new StackException("Cannot put the old log aside: " + log, e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new StackException("Cannot let go of " + directory, e);
        }
    }
}
