package io.parley.stack.infrastructure;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Programs that travel as resources, unpacked once for each user of the machine. A directory's name
 * holds the digest of what was unpacked, so it never has to change.
 */
final class ProgramCache {

    private ProgramCache() {}

    /** The directory that the {@code .txz} resource was unpacked to. */
    static Path unpacked(String name, String resource) {
        return prepared(name, resource, ProgramCache::untar);
    }

    /** The executable file that the resource is. */
    static Path executable(String name, String resource) {
        return prepared(name, resource, (in, directory) -> writeExecutable(in, directory, name))
                .resolve(name);
    }

    private interface Unpack {
        void into(InputStream resource, Path directory) throws IOException;
    }

    private static Path prepared(String name, String resource, Unpack unpack) {
        try {
            var target = root().resolve(name + "-" + digest(resource));
            if (!Files.isDirectory(target)) {
                var part = Files.createTempDirectory(root(), name + ".part");
                try (var in = open(resource)) {
                    unpack.into(in, part);
                }
                publish(part, target);
            }
            return target;
        } catch (IOException e) {
            throw new StackException(
                    "Cannot unpack %s (is the disk full?): %s".formatted(name, e.getMessage()), e);
        }
    }

    /** Several processes may unpack at the same time: the first one wins. */
    private static void publish(Path part, Path target) throws IOException {
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            Directories.delete(part);
        }
    }

    /** In the user's cache folder; a user without a home gets one among temporary files. */
    private static Path root() throws IOException {
        var configured = System.getenv("XDG_CACHE_HOME");
        var base =
                configured == null || configured.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(configured);
        try {
            return Files.createDirectories(base.resolve("parley"));
        } catch (IOException e) {
            return temporaryRoot();
        }
    }

    /** Programs are run from it, so it must be the user's own and closed to others. */
    private static Path temporaryRoot() throws IOException {
        var user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9_-]", "_");
        var directory = Path.of(System.getProperty("java.io.tmpdir"), "parley-cache-" + user);
        Directories.createPrivate(directory);
        var probe = Files.createTempFile(directory, "owner", null);
        var me = Files.getOwner(probe);
        Files.delete(probe);
        if (!Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(me)) {
            throw new IOException(directory + " belongs to somebody else");
        }
        return directory;
    }

    private static InputStream open(String resource) throws IOException {
        var in = ProgramCache.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IOException("no program for this system: " + resource + " is missing");
        }
        return in;
    }

    private static String digest(String resource) throws IOException {
        try (var in = new DigestInputStream(open(resource), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void writeExecutable(InputStream in, Path directory, String name)
            throws IOException {
        var file = directory.resolve(name);
        Files.copy(in, file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void untar(InputStream in, Path directory) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(in))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(tar, entry, directory);
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path directory)
            throws IOException {
        var target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) {
            throw new IOException("entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            Files.setPosixFilePermissions(
                    target,
                    PosixFilePermissions.fromString(
                            (entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x"));
        }
    }
}
