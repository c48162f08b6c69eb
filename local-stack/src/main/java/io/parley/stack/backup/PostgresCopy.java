package io.parley.stack.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Copies the files of a running PostgreSQL, as its manual says (Low-Level Base Backup): the server
 * is told before and after, and the write-ahead log from one to the other belongs to the copy. A
 * server over the copy recovers to the moment of the end.
 */
final class PostgresCopy {

    private static final String NAME = "postgresql/data";
    private static final String WAL = "pg_wal";

    /** What a server makes anew; of these only the folders are needed. */
    private static final Set<String> EMPTY =
            Set.of(
                    WAL,
                    "pg_dynshmem",
                    "pg_notify",
                    "pg_replslot",
                    "pg_serial",
                    "pg_snapshots",
                    "pg_stat_tmp",
                    "pg_subtrans");

    private static final Pattern LEFT_OUT =
            Pattern.compile(
                    "postmaster\\.(pid|opts)|pg_internal\\.init.*|pgsql_tmp.*|backup_label.*"
                            + "|tablespace_map.*|backup_manifest.*|current_logfiles.*");

    private static final Pattern SEGMENT = Pattern.compile("[0-9A-F]{24}");

    private final Connection superuser;
    private final Path data;
    private final BackupWriter writer;

    PostgresCopy(Connection superuser, Path data, BackupWriter writer) {
        this.superuser = superuser;
        this.data = data;
        this.writer = writer;
    }

    void make() throws SQLException, IOException {
        keepWriteAheadLog();
        var first = value("SELECT pg_walfile_name(pg_backup_start('parley', true))");
        Files.walkFileTree(data, new EachFile());
        var end = end();
        writer.add(NAME + "/backup_label", end.get(0).getBytes(StandardCharsets.UTF_8));
        addWriteAheadLog(first, end.get(1));
    }

    /** Until this connection ends, no segment from here on is thrown away or used again. */
    private void keepWriteAheadLog() throws SQLException {
        value(
                "SELECT slot_name FROM pg_create_physical_replication_slot("
                        + "'parley_backup_' || pg_backend_pid(), true, true)");
    }

    /** The label, and the last segment that is needed. */
    private List<String> end() throws SQLException {
        try (var statement = superuser.createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT labelfile, pg_walfile_name(lsn)"
                                        + " FROM pg_backup_stop(wait_for_archive => false)")) {
            row.next();
            return List.of(row.getString(1), row.getString(2));
        }
    }

    private void addWriteAheadLog(String first, String last) throws IOException {
        try (var files = Files.list(data.resolve(WAL))) {
            for (var file : files.sorted().toList()) {
                var name = file.getFileName().toString();
                if (SEGMENT.matcher(name).matches()
                        && name.compareTo(first) >= 0
                        && name.compareTo(last) <= 0) {
                    writer.add(NAME + "/" + WAL + "/" + name, file);
                }
            }
        }
    }

    private String value(String query) throws SQLException {
        try (var statement = superuser.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private final class EachFile extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                throws IOException {
            if (LEFT_OUT.matcher(directory.getFileName().toString()).matches()) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            writer.addDirectory(name(directory));
            return EMPTY.contains(data.relativize(directory).toString())
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            if (!LEFT_OUT.matcher(file.getFileName().toString()).matches()) {
                writer.add(name(file), file);
            }
            return FileVisitResult.CONTINUE;
        }

        /** Tables come and go. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        private String name(Path of) {
            return of.equals(data) ? NAME : NAME + "/" + data.relativize(of);
        }
    }
}
