package io.parley.stack.backup;

import io.parley.stack.infrastructure.Directories;
import io.parley.stack.infrastructure.StackException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** A backup that is being unpacked. */
final class BackupReader {

    /** What backups hold; whatever else a file names is not written anywhere. */
    private static final Pattern NAME =
            Pattern.compile("[a-z-]+\\.json|postgresql/(data(/[A-Za-z0-9_.-]+)*/?)?");

    private BackupReader() {}

    /**
     * Unpacks it, for its owner alone.
     *
     * @throws StackException where it is none, or not whole
     */
    static void unpack(Path file, Path directory) throws IOException {
        var last = "";
        try (var in = Files.newInputStream(file);
                var tar =
                        new TarArchiveInputStream(
                                new GzipCompressorInputStream(new BufferedInputStream(in)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                last = entry.getName();
                unpack(tar, entry, directory);
            }
        }
        if (!last.equals(BackupWriter.END)) {
            throw new StackException(
                    "%s ends before its end: it was cut off, take another backup.".formatted(file));
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path directory)
            throws IOException {
        var name = entry.getName();
        if (!NAME.matcher(name).matches() || name.contains("..")) {
            throw new StackException("This is no backup of Parley: it holds " + name);
        }
        var target = directory.resolve(name);
        if (entry.isDirectory()) {
            Directories.createPrivate(target);
        } else if (entry.isFile()) {
            Files.createFile(
                    target,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            try (var out = Files.newOutputStream(target)) {
                tar.transferTo(out);
            }
        }
    }
}
