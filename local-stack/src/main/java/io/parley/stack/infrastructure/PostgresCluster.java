package io.parley.stack.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Makes PostgreSQL's data folder: whole or not at all. */
record PostgresCluster(PostgresPrograms programs, Path directory, Path log) {

    void make(Path data, String password) throws IOException {
        Directories.createPrivate(directory);
        var part = directory.resolve("data.part");
        Directories.delete(part);
        Directories.delete(data);
        var passwordFile = writePassword(password);
        var initdb =
                ChildProcess.start(
                        ChildProcess.Spec.of("initdb", command(part, passwordFile), directory, log)
                                .withPrefix(programs.asOrdinaryUser()));
        int code = initdb.onExit().join();
        Files.delete(passwordFile);
        if (code != 0) {
            throw new StackException(
                    "PostgreSQL could not make its data folder (is the disk full?): see %s%s"
                            .formatted(log, initdb.lastWords()));
        }
        Files.move(part, data);
    }

    private List<String> command(Path part, Path passwordFile) {
        return List.of(
                programs.initdb(),
                "--pgdata=" + part,
                "--username=" + PostgresServer.SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--no-instructions");
    }

    private Path writePassword(String password) throws IOException {
        var file = directory.resolve("initdb.password");
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, password);
    }
}
