package io.parley.stack.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * A backup that is being written: a compressed tar that only its owner reads, as it holds every
 * secret. It has its name only when it is whole.
 */
final class BackupWriter implements AutoCloseable {

    /** The last entry: a file without it was cut off. */
    static final String END = "parley-backup.json";

    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final Path part;
    private final FileChannel channel;
    private final TarArchiveOutputStream tar;

    private BackupWriter(Path file, Path part, FileChannel channel) throws IOException {
        this.file = file;
        this.part = part;
        this.channel = channel;
        var fast = new GzipParameters();
        fast.setCompressionLevel(Deflater.BEST_SPEED);
        this.tar =
                new TarArchiveOutputStream(
                        new GzipCompressorOutputStream(
                                new BufferedOutputStream(Channels.newOutputStream(channel), CHUNK),
                                fast));
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    static BackupWriter to(Path file) throws IOException {
        var part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(
                part,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new BackupWriter(file, part, FileChannel.open(part, StandardOpenOption.WRITE));
    }

    void addDirectory(String name) throws IOException {
        tar.putArchiveEntry(new TarArchiveEntry(name + "/"));
        tar.closeArchiveEntry();
    }

    void add(String name, byte[] content) throws IOException {
        begin(name, content.length);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    /**
     * A file that may be written to meanwhile: it is taken as long as it was at the beginning. One
     * that is gone is left out.
     */
    void add(String name, Path content) throws IOException {
        try (var in = FileChannel.open(content, StandardOpenOption.READ)) {
            var size = in.size();
            begin(name, size);
            copy(Channels.newInputStream(in), size);
            tar.closeArchiveEntry();
        } catch (NoSuchFileException gone) {
            return;
        }
    }

    private void begin(String name, long size) throws IOException {
        var entry = new TarArchiveEntry(name);
        entry.setSize(size);
        tar.putArchiveEntry(entry);
    }

    private void copy(InputStream in, long size) throws IOException {
        var buffer = new byte[CHUNK];
        var left = size;
        while (left > 0) {
            var wanted = (int) Math.min(CHUNK, left);
            var read = in.readNBytes(buffer, 0, wanted);
            // what was cut off meanwhile is cut off again by the server's recovery
            Arrays.fill(buffer, read, wanted, (byte) 0);
            tar.write(buffer, 0, wanted);
            left -= wanted;
        }
    }

    /** Gives the file its name, once the disk has all of it. */
    void finish(byte[] end) throws IOException {
        add(END, end);
        tar.finish();
        tar.flush();
        tar.close();
        try (var written = FileChannel.open(part, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Leaves nothing of a file that was not finished. */
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(part);
    }
}
